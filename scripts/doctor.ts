import { unknownArgument } from './arguments';
import { checkAuthServer } from './doctor/auth';
import { checkDatabase } from './doctor/database';
import { runChecks } from './doctor/request';
import { formatResults, type Result, skipped } from './doctor/result';
import { checkSameKeys, checkSession } from './doctor/same-branch';
import { checkVariables } from './doctor/variables';
import {
  loadEnvironmentFiles,
  localNeonVariables,
  missingNeonVariables,
  NEON_VARIABLES,
  runAsScript,
} from './environment';

type Variables = Record<string, string | undefined>;

/**
 * Checks a set-up: the variables, the database, Neon Auth, and that both belong to one branch. It changes nothing, except
 * with `session`, which signs up a temporary user and deletes it.
 */
export async function diagnose(variables: Variables, { session = false } = {}): Promise<Result[]> {
  const { values, results } = checkVariables(variables);
  const { DATABASE_URL, NEON_AUTH_BASE_URL, APP_URL } = values;
  const database = await checkDatabase(DATABASE_URL);
  const auth = await checkAuthServer(values);
  const all = [...results, ...database, ...auth.results];
  const isReachable = database.length > 1 && auth.results.length > 1;
  if (!DATABASE_URL || !NEON_AUTH_BASE_URL || !isReachable) return all;
  if (auth.keyIds.length > 0) all.push(await checkSameKeys(DATABASE_URL, auth.keyIds));
  if (!session)
    return [...all, skipped('Session', 'not compared. To sign up a temporary user: npm run doctor -- --session')];
  const origin = APP_URL ?? 'http://localhost:3000';
  const compared = await runChecks({ Session: () => checkSession({ DATABASE_URL, NEON_AUTH_BASE_URL }, origin) });
  return [...all, ...compared];
}

const IS_LOCAL = 'Checking local Neon, because no Neon variable is set. If it is not running: npm run neon\n\n';

/** Returns the variables to check: the environment, or local Neon if none of its variables is set. */
function variablesToCheck(): { variables: Variables; isLocal: boolean } {
  loadEnvironmentFiles();
  const isLocal = missingNeonVariables().length === NEON_VARIABLES.length;
  return { variables: isLocal ? { ...process.env, ...localNeonVariables() } : process.env, isLocal };
}

const USAGE = 'npm run doctor -- [--session] [--json]';
const OPTIONS = ['--session', '--json'];

await runAsScript(import.meta.url, {
  usage: USAGE,
  maxArguments: OPTIONS.length,
  main: async (args) => {
    const unknown = args.find((argument) => !OPTIONS.includes(argument));
    if (unknown !== undefined) throw new Error(unknownArgument(unknown, USAGE));
    const { variables, isLocal } = variablesToCheck();
    const results = await diagnose(variables, { session: args.includes('--session') });
    const isOk = results.every(({ status }) => status !== 'failed');
    if (!isOk) process.exitCode = 1;
    return args.includes('--json')
      ? JSON.stringify({ ok: isOk, results }, null, 2)
      : (isLocal ? IS_LOCAL : '') + formatResults(results);
  },
});
