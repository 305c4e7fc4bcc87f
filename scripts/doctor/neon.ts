import { checkAuthServer, LOCALHOST } from './auth';
import { checkDatabase } from './database';
import { runChecks } from './request';
import { type Result, skipped } from './result';
import { checkSameKeys, checkSession } from './same-branch';
import { checkVariables } from './variables';

export type Variables = Record<string, string | undefined>;

export interface Options {
  /** Signs up a temporary user and deletes it. Default: false */
  session?: boolean;
}

/** Checks a set-up on Neon: the variables, the database, Neon Auth, and that both belong to one branch. */
export async function checkNeon(variables: Variables, { session = false }: Options = {}): Promise<Result[]> {
  const { values, problems, results } = checkVariables(variables);
  const { DATABASE_URL, NEON_AUTH_BASE_URL, APP_URL } = values;
  const database = await checkDatabase(DATABASE_URL);
  const auth = await checkAuthServer(values, problems);
  const all = [...results, ...database, ...auth.results];
  const isReachable = database.length > 1 && auth.results.length > 1;
  if (!DATABASE_URL || !NEON_AUTH_BASE_URL || !isReachable) return all;
  if (auth.keyIds.length > 0) all.push(await checkSameKeys(DATABASE_URL, auth.keyIds));
  if (!session)
    return [...all, skipped('Session', 'not compared. To sign up a temporary user: npm run doctor -- --session')];
  const compared = await runChecks({
    Session: () => checkSession({ DATABASE_URL, NEON_AUTH_BASE_URL }, APP_URL ?? LOCALHOST),
  });
  return [...all, ...compared];
}
