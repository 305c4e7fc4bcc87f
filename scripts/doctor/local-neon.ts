import path from 'node:path';
import { cleanValue } from '../../lib/environment/clean';
import { readVariables } from '../../lib/environment/parse';
import { isLoopback } from '../../lib/http/host';
import { localDataFolder, localNeonVariables, missingNeonVariables, NEON_VARIABLES } from '../environment';
import { LOCALHOST, send } from './auth';
import { checkNeon, type Options, type Variables } from './neon';
import { requestFailure } from './request';
import { failed, ok, type Result } from './result';
import { checkVariables } from './variables';

const CHECK = 'Local Neon';
const START = 'Start it: npm run neon, or npm run dev with the app.';

/** Whether variables are local Neon's: none is set, or their addresses are on this machine. */
export function isLocalNeon(variables: Variables): boolean {
  const hosts = hostsOf(variables);
  return (
    isUnset(variables) || (hosts.length > 0 && hosts.every((host) => isLoopback(new URL(`http://${host}`).hostname)))
  );
}

/** Checks local Neon: whether it is running, and then the same as on Neon. Its fixes never name the Neon Console. */
export async function checkLocalNeon(given: Variables, options: Options = {}): Promise<Result[]> {
  const hasOwn = isUnset(given);
  const variables = { ...given, ...(hasOwn && localNeonVariables()) };
  const [host] = hostsOf(variables);
  if (!host) {
    const message = `has no data in ${localDataFolder()} yet, and no Neon variable is set`;
    return [failed(CHECK, message, `${START} To use Neon: npm run setup -- neon`)];
  }
  const adapted = (results: Result[]) =>
    results.map((result) => withLocalFix(hasOwn ? withOwnValue(result) : result, host, hasOwn));
  const failure = await send(`http://${host}`).then(() => null, requestFailure);
  if (failure !== null) {
    const fix = hasOwn
      ? START
      : 'Start it: npm run neon, on port 4545 or NEON_LOCAL_PORT. Or delete the Neon variables, for example in .env.local: npm run dev then starts it.';
    return [...adapted(checkVariables(variables).results), failed(CHECK, `isn't running at ${host}: ${failure}`, fix)];
  }
  const running = ok(CHECK, `is running at ${host}${hasOwn ? ', and used because no Neon variable is set' : ''}`);
  // Local Neon trusts each address of this machine, so one can be checked without a choice.
  const isOriginSet = cleanValue('APP_URL', given.APP_URL) !== undefined;
  const checked = await checkNeon({ ...variables, ...(!isOriginSet && { APP_URL: LOCALHOST }) }, options);
  return [running, ...adapted(checked)];
}

function isUnset(variables: Variables): boolean {
  return missingNeonVariables(variables).length === NEON_VARIABLES.length;
}

/** Returns the hosts of the valid addresses, with their ports. */
function hostsOf(variables: Variables): string[] {
  const { DATABASE_URL, NEON_AUTH_BASE_URL } = readVariables(variables).values;
  return [DATABASE_URL, NEON_AUTH_BASE_URL].flatMap((url) => (url ? new URL(url).host : []));
}

/** Says whose a value is that no one has set. */
function withOwnValue(result: Result): Result {
  const isOwn = NEON_VARIABLES.some((name) => name === result.check);
  return isOwn && result.status === 'ok' ? ok(result.check, "is local Neon's") : result;
}

/** Replaces a fix that only Neon has. */
function withLocalFix(result: Result, host: string, hasOwn: boolean): Result {
  const { check, message, fix } = result;
  if (!fix || !/Neon Console|neonstatus\.com|Neon project/.test(fix)) return result;
  if (check === 'Trusted origin')
    return { ...result, fix: 'Set APP_URL to an address of this machine, or delete it: local Neon trusts no other.' };
  if (check === 'Postgres') return { ...result, fix: 'Set NEON_LOCAL_POSTGRES to a later version of Postgres.' };
  if (message.startsWith('The first response took'))
    return { ...result, fix: 'Stop other programs: this machine is busy.' };
  return {
    ...result,
    fix: hasOwn
      ? `Another program may be running at ${host}, such as another project's local Neon. Stop it, then: npm run neon`
      : `Copy the value from ${path.join(localDataFolder(), 'env')}. Or delete the Neon variables, and start local Neon: npm run neon`,
  };
}
