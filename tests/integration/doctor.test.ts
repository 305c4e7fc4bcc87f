import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { diagnose } from '@/scripts/doctor';
import { checkVersion } from '@/scripts/doctor/database';
import { checkNeon } from '@/scripts/doctor/neon';
import { formatResults } from '@/scripts/doctor/result';
import { checkVariables } from '@/scripts/doctor/variables';
import { readVariablesIn, writeVariables } from '@/scripts/env-file';
import { migrate } from '@/scripts/migrate';
import { type Environment, runNode, runScript, startTestNeon, type TestNeon, waitForExit } from '../support/neon';
import { startServer, type TestServer } from '../support/server';

/** A PostgreSQL server shares its roles among all databases, so other tests would notice. */
const SHARES_ROLES = Boolean(process.env.NEON_LOCAL_POSTGRES);

type Variables = Record<string, string | undefined>;

/** A set-up that works. Each test breaks one thing of it. */
let neon: TestNeon;
/** A second Neon project. */
let other: TestNeon;
let environment: Environment;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  [neon, other] = [await startTestNeon(), await startTestNeon()];
  environment = neon.environment;
  sql = connect(environment.DATABASE_URL);
  await migrate(environment.DATABASE_URL);
  await migrate(other.environment.DATABASE_URL);
  // Creates the signing keys.
  for (const { NEON_AUTH_BASE_URL } of [environment, other.environment]) {
    await fetch(`${NEON_AUTH_BASE_URL}/.well-known/jwks.json`);
  }
});
afterAll(() => Promise.all([neon.stop(), other.stop()]));

/** Returns the findings that are neither ok nor skipped, as `check: message -> fix`. */
async function findings(changes: Variables = {}, options?: { session: boolean }): Promise<string[]> {
  const results = await checkNeon({ ...environment, ...changes }, options);
  return results
    .filter(({ status }) => status === 'failed' || status === 'warning')
    .map(({ check, status, message, fix }) => `${status}: ${check}: ${message} -> ${fix}`);
}

async function injectFaults(faults: object): Promise<void> {
  const response = await fetch(`${neon.origin}/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  expect(response.ok).toBe(true);
}

/** Returns the code of the doctor when its machine's clock is wrong by some seconds. */
function runWithClock(seconds: number) {
  const preload = `const { now } = Date; Date.now = () => now() + ${seconds} * 1000;`;
  const url = `data:text/javascript,${encodeURIComponent(preload)}`;
  return runNode(['--import', 'tsx', '--import', url, 'scripts/doctor.ts'], { ...environment });
}

describe('a set-up that works', () => {
  test('has no findings, and the session of a temporary user is the same in the database and in Neon Auth', async () => {
    const before = await sql`select count(*)::int as count from neon_auth.user`;
    expect(await findings({ APP_URL: 'http://localhost:3000' }, { session: true })).toEqual([]);
    expect(await sql`select count(*)::int as count from neon_auth.user`).toEqual(before);
  });

  test('exits with 0, and names every check', async () => {
    const doctor = runScript(['scripts/doctor.ts'], { ...environment });
    expect([await waitForExit(doctor), doctor.output()]).toEqual([0, expect.stringContaining('Everything works.')]);
    for (const check of [
      'Database',
      'Postgres',
      'Clock',
      'Role',
      'Schema neon_auth',
      'Migrations',
      'Neon Auth',
      'Session',
    ])
      expect(doctor.output()).toMatch(new RegExp(`^[✓-] ${check} `, 'm'));
    expect(doctor.output()).toMatch(/✓ NEON_AUTH_COOKIE_SECRET +has \d+ characters\. Only its form can be checked/);
  });

  test('is local Neon when no variable is set', async () => {
    const doctor = runScript(['scripts/doctor.ts', '--json'], { NEON_LOCAL_DATA: neon.folder });
    expect(await waitForExit(doctor)).toBe(0);
    expect(JSON.parse(doctor.output())).toMatchObject({ ok: true });
  });
});

describe('a failure', () => {
  test('exits with 1, and is listed as JSON with its fix', async () => {
    const doctor = runScript(['scripts/doctor.ts', '--json'], { ...environment, NEON_AUTH_COOKIE_SECRET: 'short' });
    expect(await waitForExit(doctor)).toBe(1);
    const report = JSON.parse(doctor.output());
    expect(report.ok).toBe(false);
    expect(report.results).toContainEqual({
      check: 'NEON_AUTH_COOKIE_SECRET',
      status: 'failed',
      message: 'has 5 characters; it needs 32 or more',
      fix: 'Set it to 32 or more random characters: openssl rand -base64 32.',
    });
  });

  test('never shows the password or the secret', async () => {
    const password = new URL(environment.DATABASE_URL).password;
    const broken = {
      DATABASE_URL: environment.DATABASE_URL.replace('/neondb', ''),
      NEON_AUTH_COOKIE_SECRET: 'hunter2',
    };
    const text = JSON.stringify(await checkNeon({ ...environment, ...broken }));
    expect(text).not.toContain(password);
    expect(text).not.toContain('hunter2');
  });
});

describe('the form of the variables:', () => {
  test.each<[string, Variables, string[]]>([
    ['a variable is missing', { NEON_AUTH_BASE_URL: '' }, ['failed: NEON_AUTH_BASE_URL: is missing']],
    [
      'the password is asterisks',
      { DATABASE_URL: 'postgresql://neondb_owner:************@ep-a.aws.neon.tech/neondb' },
      ['failed: DATABASE_URL: has asterisks'],
    ],
    [
      'DATABASE_URL is of another database system',
      { DATABASE_URL: 'mysql://owner:secret@host/neondb' },
      ['failed: DATABASE_URL: is not a URL that starts with postgresql://'],
    ],
    [
      'NEON_AUTH_BASE_URL is the URL of the keys',
      { NEON_AUTH_BASE_URL: 'https://ep-a.neonauth.aws.neon.tech/neondb/auth/.well-known/jwks.json' },
      ['failed: NEON_AUTH_BASE_URL: is the URL of the keys'],
    ],
    ['the secret is short', { NEON_AUTH_COOKIE_SECRET: 'x'.repeat(31) }, ['failed: NEON_AUTH_COOKIE_SECRET: has 31']],
    [
      'the Console command psql and quotes surround DATABASE_URL',
      { DATABASE_URL: "psql 'postgresql://owner:secret@ep-a-pooler.aws.neon.tech/neondb'" },
      ['warning: DATABASE_URL: has spaces, quotes or a command'],
    ],
    [
      'the auth URL ends with a slash',
      { NEON_AUTH_BASE_URL: 'https://ep-a.neonauth.aws.neon.tech/neondb/auth/' },
      ['warning: NEON_AUTH_BASE_URL: ends with a slash'],
    ],
    ['APP_URL has no https', { APP_URL: 'http://app.example' }, ['failed: APP_URL: starts with http://']],
    [
      'the unpooled connection is of another branch',
      {
        DATABASE_URL: 'postgresql://owner:secret@ep-a-pooler.aws.neon.tech/neondb',
        DATABASE_URL_UNPOOLED: 'postgresql://owner:secret@ep-b.aws.neon.tech/neondb',
      },
      ['failed: DATABASE_URL_UNPOOLED: is of another branch'],
    ],
    [
      'the unpooled connection is pooled',
      {
        DATABASE_URL: 'postgresql://owner:secret@ep-a-pooler.aws.neon.tech/neondb',
        DATABASE_URL_UNPOOLED: 'postgresql://owner:secret@ep-a-pooler.aws.neon.tech/neondb',
      },
      ['warning: DATABASE_URL_UNPOOLED: is a pooled connection'],
    ],
    ['Vercel without its proxy', { VERCEL: '1' }, ['warning: TRUSTED_PROXY_HOPS: is 0 on Vercel']],
  ])('%s', (_, changes, expected) => {
    const { results } = checkVariables({ ...environment, ...changes });
    const found = results.filter(({ status }) => status !== 'ok');
    expect(found.map(({ check, status, message }) => `${status}: ${check}: ${message}`)).toEqual(
      expected.map((text) => expect.stringContaining(text)),
    );
    for (const { fix } of found) expect(fix).toMatch(/\w{3}/);
  });
});

describe('the database:', () => {
  /** Changes a connection string without spelling the URL out. */
  function databaseUrl(changes: Partial<URL>): Variables {
    return { DATABASE_URL: Object.assign(new URL(environment.DATABASE_URL), changes).href };
  }

  afterEach(() => fetch(`${neon.origin}/faults`, { method: 'DELETE' }));

  test('a wrong password', async () => {
    expect(await findings(databaseUrl({ password: 'wrong' }))).toEqual([
      expect.stringMatching(/^failed: Database: Postgres rejected the user or password.*reset it under Roles/),
    ]);
  });

  test('a database that does not exist', async () => {
    expect(await findings(databaseUrl({ pathname: '/other' }))).toEqual([
      expect.stringMatching(/^failed: Database: The database in DATABASE_URL does not exist.*Connect/),
    ]);
  });

  test('a host that refuses connections', async () => {
    expect(await findings(databaseUrl({ port: '2' }))).toEqual([
      expect.stringMatching(/^failed: Database: SQL over HTTP to localhost:2 failed: the host refused the connection/),
    ]);
  });

  test('a server with an error', async () => {
    await injectFaults({ sql: 'too-many-connections' });
    expect(await findings()).toEqual([
      expect.stringMatching(/^failed: Database: SQL over HTTP to localhost:\d+ failed: 53300: sorry/),
    ]);
  });

  test('a first response that takes longer than the app waits', async () => {
    await injectFaults({ sql: 'slow', slowMs: 6_500 });
    const found = findings();
    await expect.poll(async () => (await (await fetch(`${neon.origin}/calls.json`)).json())['POST /sql']).toBeTruthy();
    await injectFaults({ sql: null });
    expect(await found).toEqual([
      expect.stringMatching(/^failed: Database: The first response took [67]\.\d s.*Scale to zero/),
    ]);
  });

  test('pending migrations', async () => {
    const removed = await sql`
      delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning *`;
    expect(await findings()).toEqual([
      expect.stringMatching(/^failed: Migrations: 1 are pending.*npm run db:migrate$/),
    ]);
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${removed[0]?.hash}, ${removed[0]?.created_at})`;
  });

  test('a database without any migration', async () => {
    await sql`alter table drizzle.__drizzle_migrations rename to away`;
    const found = await findings();
    await sql`alter table drizzle.away rename to __drizzle_migrations`;
    expect(found).toEqual([expect.stringMatching(/^failed: Migrations: \d+ are pending, from .*\d{4}_\w+\.sql/)]);
  });

  test('a migration that was edited after it was applied', async () => {
    const [row] = await sql`select id, hash from drizzle.__drizzle_migrations order by id limit 1`;
    await sql`update drizzle.__drizzle_migrations set hash = 'edited' where id = ${row?.id}`;
    const found = await findings();
    await sql`update drizzle.__drizzle_migrations set hash = ${row?.hash} where id = ${row?.id}`;
    expect(found).toEqual([
      expect.stringMatching(
        /^failed: Migrations: Migration .*\d{4}_\w+\.sql has changed.*Undo the change.*db:generate/,
      ),
    ]);
  });

  test('a bookkeeping table of another tool', async () => {
    await sql`alter table drizzle.__drizzle_migrations rename column hash to checksum`;
    const found = await findings();
    await sql`alter table drizzle.__drizzle_migrations rename column checksum to hash`;
    expect(found).toEqual([
      expect.stringMatching(/^failed: Migrations: could not be checked: 42703: column "hash" does not exist/),
    ]);
  });

  test('no Neon Auth on the branch', async () => {
    await sql`alter schema neon_auth rename to gone`;
    const found = await findings();
    await sql`alter schema gone rename to neon_auth`;
    expect(found).toContainEqual(
      expect.stringMatching(/^failed: Schema neon_auth: is missing: Neon Auth is not enabled.*Enable it: Neon Console/),
    );
  });

  test('a column of Neon Auth that the app reads and that is gone', async () => {
    await sql`alter table neon_auth.user rename column "banExpires" to ban_expires`;
    const found = await findings();
    await sql`alter table neon_auth.user rename column ban_expires to "banExpires"`;
    expect(found).toEqual([
      expect.stringMatching(
        /^failed: Schema neon_auth: has no readable column user\.banExpires.*lib\/db\/neon-auth\.ts/,
      ),
    ]);
  });

  test.skipIf(SHARES_ROLES)('a role that cannot create app_user', async () => {
    // A new database has no role app_user yet.
    const folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
    await (await startTestNeon(folder)).stop();
    const pglite = await PGlite.create({ dataDir: path.join(folder, 'postgres') });
    await pglite.exec('alter role neondb_owner nocreaterole');
    await pglite.close();
    const limited = await startTestNeon(folder);
    const found = await findings(limited.environment);
    await limited.stop();
    await rm(folder, { recursive: true });
    expect(found).toContainEqual(
      expect.stringMatching(/^failed: Role: neondb_owner can't create the role app_user.*Console, API or CLI/),
    );
  });

  test.skipIf(SHARES_ROLES)('a role that cannot switch to app_user', async () => {
    await sql`revoke app_user from neondb_owner`;
    const found = await findings();
    await sql`grant app_user to neondb_owner`;
    expect(found).toEqual([
      expect.stringMatching(
        /^failed: Role: neondb_owner can't switch to the role app_user.*grant app_user to neondb_owner$/,
      ),
    ]);
  });

  test('an old version of Postgres', () => {
    expect(checkVersion('14.12')).toMatchObject({ status: 'warning', fix: expect.stringContaining('Postgres 15') });
    expect(checkVersion('18beta1')).toMatchObject({ status: 'ok' });
  });

  test.each([
    [120, 'This machine is 120 s ahead of the database'],
    [-90, 'This machine is 90 s behind the database'],
  ])('a clock that is wrong by %d seconds', async (seconds, message) => {
    const doctor = runWithClock(seconds);
    expect([await waitForExit(doctor), doctor.output()]).toEqual([1, expect.stringContaining(message)]);
    expect(doctor.output()).toContain('Fix: Turn on time synchronization');
  });
});

describe('on local Neon, the doctor', () => {
  /** Runs the doctor. Returns its exit code and output. */
  async function run(variables: Record<string, string>, ...args: string[]): Promise<[number | null, string]> {
    const doctor = runScript(['scripts/doctor.ts', ...args], variables);
    return [await waitForExit(doctor), doctor.output()];
  }

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('says how to start it if it has never run', async () => {
    const [code, output] = await run({ NEON_LOCAL_DATA: path.join(folder, 'new') });
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^✗ Local Neon +has no data in .*new yet.*\n +Fix: Start it: npm run neon, or npm run dev/),
    ]);
    expect(output).not.toMatch(/Neon Console|neonstatus/);
  });

  test('says how to start it if it is stopped', async () => {
    const stopped = { ...environment, DATABASE_URL: 'postgresql://owner:secret@localhost:2/neondb' };
    writeVariables(path.join(folder, 'env'), stopped);
    for (const [variables, fix] of [
      [{ NEON_LOCAL_DATA: folder }, 'Start it: npm run neon, or npm run dev'],
      [{ ...stopped }, 'Start it: npm run neon, on port 4545 or NEON_LOCAL_PORT. Or delete the Neon variables'],
    ] as const) {
      const [code, output] = await run(variables);
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(/✗ Local Neon +isn't running at localhost:2: the host/),
      ]);
      expect(output).toContain(`Fix: ${fix}`);
      expect(output).not.toMatch(/Neon Console|neonstatus/);
    }
  });

  test.each<[string, (variables: Environment) => Variables, RegExp]>([
    [
      'a wrong password',
      ({ DATABASE_URL }) => ({ DATABASE_URL: Object.assign(new URL(DATABASE_URL), { password: 'wrong' }).href }),
      /rejected the user or password.*\n +Fix: Copy the value from .*env\. Or delete the Neon variables, .*npm run neon$/m,
    ],
    [
      'a wrong Auth URL',
      () => ({ NEON_AUTH_BASE_URL: `${neon.origin}/auth` }),
      /responds with 4.*\n +Fix: Copy the value/,
    ],
    [
      'an address that is not trusted',
      () => ({ APP_URL: 'https://app.example' }),
      /rejects https:\/\/app\.example.*\n +Fix: Set APP_URL to an address of this machine, or delete it/,
    ],
  ])('has a fix without the Neon Console for %s', async (_, change, expected) => {
    const results = await diagnose({ ...environment, ...change(environment) });
    expect(formatResults(results)).toMatch(expected);
    expect(formatResults(results)).not.toMatch(/Neon Console|neonstatus/);
  });

  test('names another program on its port if its own password is rejected', async () => {
    const { host } = new URL(environment.DATABASE_URL);
    const rejected = { ...environment, DATABASE_URL: `postgresql://owner:wrong@${host}/neondb` };
    writeVariables(path.join(folder, 'env'), rejected);
    expect(await run({ NEON_LOCAL_DATA: folder })).toEqual([
      1,
      expect.stringContaining(`Fix: Another program may be running at ${host}, such as another project's local Neon.`),
    ]);
  });

  test('checks its origin without APP_URL, and says whose the values are that no one has set', async () => {
    const [code, output] = await run({ NEON_LOCAL_DATA: neon.folder });
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/✓ Trusted origin +Neon Auth accepts http:\/\/localhost:3000/),
    ]);
    expect(output).toMatch(/✓ Local Neon +is running at localhost:\d+, and used because no Neon variable is set/);
    for (const name of Object.keys(environment)) expect(output).toMatch(new RegExp(`✓ ${name} +is local Neon's\n`));
    expect(output).not.toMatch(/trusted domains/);
  });
});

test('an invalid APP_URL is never reported as not set', async () => {
  const text = formatResults(await checkNeon({ ...environment, APP_URL: 'acme.example' }));
  expect(text).toMatch(/✗ APP_URL +is not a URL that starts with https:\/\//);
  expect(text).toMatch(/- Trusted origin +needs a valid APP_URL/);
  expect(text).not.toContain('APP_URL is not set');
});

test('the values of .env.example are named as such, and nothing is sent to their hosts', async () => {
  const example = readVariablesIn('.env.example');
  const text = formatResults(await diagnose(example));
  for (const name of ['DATABASE_URL', 'NEON_AUTH_BASE_URL'])
    expect(text).toMatch(new RegExp(`✗ ${name} +is the example from \\.env\\.example\\n +Fix: Set it to`));
  expect(text).toMatch(/- Database +needs a valid DATABASE_URL/);
  expect(text).not.toContain('neonstatus');
});

describe('Neon Auth:', () => {
  afterEach(() => fetch(`${neon.origin}/faults`, { method: 'DELETE' }));

  test('a host that refuses connections', async () => {
    expect(await findings({ NEON_AUTH_BASE_URL: 'http://127.0.0.1:2/neondb/auth' })).toEqual([
      expect.stringMatching(/^failed: Neon Auth: NEON_AUTH_BASE_URL is unreachable: the host refused the connection/),
    ]);
  });

  test('a wrong path', async () => {
    expect(await findings({ NEON_AUTH_BASE_URL: `${neon.origin}/other/auth` })).toEqual([
      expect.stringMatching(/^failed: Neon Auth: NEON_AUTH_BASE_URL responds with 400.*It ends with \/auth/),
    ]);
  });

  test('a web page instead of Neon Auth', async () => {
    await injectFaults({ auth: 'html' });
    expect(await findings()).toEqual([expect.stringMatching(/^failed: Neon Auth: .* 200 and no JSON/)]);
  });

  test('no keys', async () => {
    await injectFaults({ auth: 'error', authPath: '/jwks.json' });
    expect(await findings()).toEqual([expect.stringMatching(/^failed: Neon Auth keys: .*no keys.*jwks\.json/)]);
  });

  test('an app whose domain is not trusted', async () => {
    expect(await findings({ APP_URL: 'https://app.example' })).toEqual([
      expect.stringMatching(/^failed: Trusted origin: Neon Auth rejects https:\/\/app\.example.*Domains/),
    ]);
  });

  test('production that accepts localhost', async () => {
    const server = await acceptEveryOrigin();
    const found = await findings({
      APP_URL: 'https://app.example',
      NEON_AUTH_BASE_URL: `${server.origin}/neondb/auth`,
    });
    await server.close();
    expect(found).toEqual([expect.stringMatching(/^warning: Localhost: .*Turn off Allow Localhost/)]);
  });

  test('another project than the database', async () => {
    expect(await findings({ NEON_AUTH_BASE_URL: other.environment.NEON_AUTH_BASE_URL })).toEqual([
      expect.stringMatching(/^failed: Same project: NEON_AUTH_BASE_URL belongs to another.*of one branch/),
    ]);
  });

  test('another branch than the database, although both have the same keys', async () => {
    const otherSql = connect(other.environment.DATABASE_URL);
    const ids = await sql`select id from neon_auth.jwks`;
    await otherSql`update neon_auth.jwks set id = ${ids[0]?.id}`;
    const branch = { NEON_AUTH_BASE_URL: other.environment.NEON_AUTH_BASE_URL };
    expect(await findings(branch)).toEqual([]);
    expect(await findings(branch, { session: true })).toEqual([
      expect.stringMatching(/^failed: Session: The database does not have a session.*Each branch has its own/),
    ]);
    expect(await otherSql`select email from neon_auth.user where name = 'Doctor'`).toEqual([]);
  });
});

/** Forwards everything to local Neon as from a trusted origin, as a Neon Auth that trusts every domain would accept it. */
function acceptEveryOrigin(): Promise<TestServer> {
  return startServer(async (request, response) => {
    const headers = { cookie: request.headers.cookie ?? '', origin: neon.origin, 'content-type': 'application/json' };
    const init = request.method === 'POST' ? { method: 'POST', body: '{}' } : {};
    const answer = await fetch(neon.origin + request.url, { ...init, headers });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text());
  });
}
