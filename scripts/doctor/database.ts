import { connect } from '../../lib/db/connection';
import { TIMEOUTS } from '../../lib/limits';
import { checkMigrations } from './migrations';
import { checkNeonAuthSchema } from './neon-auth-schema';
import { postgresError, refusalOf } from './refusal';
import { REQUEST_TIMEOUT, requestFailure, runChecks } from './request';
import { failed, ok, type Result, skipped, warning } from './result';
import { checkRole } from './role';

/** The oldest major version that the tests have run on. */
const OLDEST_POSTGRES = 15;

/** How far, in seconds, the clocks may be apart. A JWT is rejected if it seems to be from before its session. */
const MAX_CLOCK_DIFFERENCE = 10;

export type Sql = ReturnType<typeof connect>;

/** Checks the database. After a failure to connect, the other checks are skipped. */
export async function checkDatabase(databaseUrl: string | undefined): Promise<Result[]> {
  if (!databaseUrl) return [skipped('Database', 'needs a valid DATABASE_URL')];
  const sql = connect(databaseUrl, () => REQUEST_TIMEOUT);
  const start = Date.now();
  try {
    await sql`select 1`;
  } catch (error) {
    return [connectionFailure(error, new URL(databaseUrl).host)];
  }
  const firstResponse = Date.now() - start;
  const results = await runChecks({
    Postgres: () => checkServer(sql),
    Role: () => checkRole(sql),
    'Schema neon_auth': () => checkNeonAuthSchema(sql),
    Migrations: () => checkMigrations(databaseUrl),
  });
  return [checkFirstResponse(firstResponse), ...results];
}

function connectionFailure(error: unknown, host: string): Result {
  const refusal = refusalOf(error);
  if (refusal) return failed('Database', refusal.message, refusal.fix);
  const { code, message } = postgresError(error) ?? {};
  return failed(
    'Database',
    `SQL over HTTP to ${host} failed: ${code ? `${code}: ${message}` : requestFailure(error)}`,
    'Compare the host in DATABASE_URL with Neon Console, your project, Connect. Check https://neonstatus.com.',
  );
}

function checkFirstResponse(milliseconds: number): Result {
  const seconds = (milliseconds / 1_000).toFixed(1);
  const limit = TIMEOUTS.database.cold;
  if (milliseconds <= limit) return ok('Database', `responded to the first query within ${seconds} s`);
  return failed(
    'Database',
    `The first response took ${seconds} s. The app waits at most ${limit / 1_000} s`,
    'Raise Scale to zero or the minimum compute size: Neon Console, your branch, Computes. Run the app in the same region.',
  );
}

/** Checks the version of Postgres, and this machine's clock against its clock. */
async function checkServer(sql: Sql): Promise<Result[]> {
  const before = Date.now();
  const [row] = await sql`
    select current_setting('server_version') as version, extract(epoch from clock_timestamp())::float8 as seconds`;
  const middle = (before + Date.now()) / 2;
  return [checkVersion(String(row?.version)), checkClock(Number(row?.seconds) - middle / 1_000)];
}

/** @param version as in `server_version`, such as `17.5` */
export function checkVersion(version: string): Result {
  if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return ok('Postgres', `has version ${version}`);
  return warning(
    'Postgres',
    `has version ${version}, which is not tested`,
    `Create a Neon project with Postgres ${OLDEST_POSTGRES} or later.`,
  );
}

function checkClock(difference: number): Result {
  const seconds = Math.round(Math.abs(difference));
  if (seconds <= MAX_CLOCK_DIFFERENCE) return ok('Clock', 'agrees with the database');
  return failed(
    'Clock',
    `This machine is ${seconds} s ${difference > 0 ? 'behind' : 'ahead of'} the database, so sessions and tokens expire at the wrong time`,
    'Turn on time synchronization (NTP) on this machine.',
  );
}
