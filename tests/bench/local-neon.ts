// `npm run bench:local`: measures local Neon's memory after 100,000 requests.
import { connect } from '../../lib/db/connection';
import { startTestNeon } from '../support/neon';

/** Most to SQL over HTTP, one in a hundred to Neon Auth. */
const REQUESTS = Number(process.env.REQUESTS || 100_000);
const CONCURRENCY = 8;

async function readMegabytes(origin: string): Promise<number> {
  const status: { residentBytes: number } = await (await fetch(`${origin}/status.json`)).json();
  return Math.round(status.residentBytes / 2 ** 20);
}

const neon = await startTestNeon();
const sql = connect(neon.environment.DATABASE_URL);
await sql`create table measured (id int, text text)`;
console.log(`resident memory at the start: ${await readMegabytes(neon.origin)} MB`);
let sent = 0;
/** Each twentieth request writes a row, and each other returns a hundred. */
const send = async () => {
  while (sent < REQUESTS) {
    sent += 1;
    if (sent % 100 === 0) await (await fetch(`${neon.environment.NEON_AUTH_BASE_URL}/get-session`)).text();
    else if (sent % 20 === 0) await sql`insert into measured values (${sent}, repeat('a', 1000))`;
    else await sql`select n, repeat('b', 20) as text from generate_series(1, 100) n where n <> ${sent}`;
  }
};
await Promise.all(Array.from({ length: CONCURRENCY }, send));
console.log(`resident memory after ${REQUESTS} requests: ${await readMegabytes(neon.origin)} MB`);
await neon.stop();
