// Prints what each probe of the differences finds, as JSON: on the Neon branch of NEON_CONTRACT_URL and NEON_AUTH_BASE_URL, or else on
// local Neon.
import { startNeon } from '..';
import { DIFFERENCES } from './support/differences';

const neon = process.env.NEON_CONTRACT_URL ? null : await startNeon({ postgres: process.env.NEON_LOCAL_POSTGRES });
if (neon) Object.assign(process.env, neon.environment);
const found: [string, unknown][] = [];
for (const { text, probe } of Object.values(DIFFERENCES).flat()) if (probe) found.push([text, await probe()]);
await neon?.stop();
console.log(JSON.stringify(found));
