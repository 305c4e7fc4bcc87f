/** What local Neon runs on, or Neon itself. */
export type Target = 'pglite' | 'postgresql' | 'neon';

export interface Difference {
  /** As in the README. */
  text: string;
  /** Shows the difference. Must have no effect that lasts. */
  probe?: () => Promise<unknown>;
  /** What the probe returns, by target. Omitted where it depends on the server. */
  expected?: Partial<Record<Target, unknown>>;
  /** Without a probe: why there is none, or the test that shows it. */
  unprobed?: string;
}

const url = () => process.env.NEON_CONTRACT_URL || process.env.DATABASE_URL || '';
const auth = () => process.env.NEON_AUTH_BASE_URL ?? '';

function endpoint(): string {
  const { hostname, port } = new URL(url());
  return hostname === 'localhost'
    ? `http://127.0.0.1:${port}/sql`
    : `https://${hostname.replace(/^[^.]+\./, 'api.')}/sql`;
}

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(endpoint(), {
    method: 'POST',
    body,
    headers: { 'Neon-Connection-String': url(), 'Neon-Array-Mode': 'true', ...headers },
  });
  return { status: response.status, body: await response.json() };
}

/** Returns the first value of a statement, or the code of its error. */
async function value(statement: string): Promise<unknown> {
  const { status, body } = await post(JSON.stringify({ query: statement }));
  return status === 200 ? body.rows[0]?.[0] : body.code;
}

/** Returns the error of statements that are rolled back: `22012` if all that precede the last succeed. */
async function undone(...statements: string[]): Promise<unknown> {
  const queries = [...statements, 'select 1 / 0'].map((query) => ({ query }));
  return (await post(JSON.stringify({ queries }))).body.code;
}

const everywhere = (local: unknown, neon: unknown) => ({ pglite: local, postgresql: local, neon });

/** The list in the README, by group. */
export const DIFFERENCES: Record<string, Difference[]> = {
  'Postgres on PGlite': [
    {
      text: "Times have millisecond precision, because PGlite's clock has no microseconds. `NEON_LOCAL_POSTGRES` has microseconds.",
      probe: () =>
        value(
          'select bool_or(extract(microseconds from clock_timestamp())::int % 1000 <> 0) from generate_series(1, 1000)',
        ),
      expected: { pglite: false, postgresql: true, neon: true },
    },
    {
      text: 'One session serves all requests and clients in turn, so transactions never conflict. `NEON_LOCAL_POSTGRES` has ten sessions for HTTP, and one for each client of the Postgres protocol.',
      probe: async () => {
        const pids = await Promise.all([1, 2].map(() => value('select pg_backend_pid() from pg_sleep(0.5)')));
        return new Set(pids).size;
      },
      expected: { pglite: 1, postgresql: 2, neon: 2 },
    },
    {
      text: 'A query that crashes PGlite returns 400 with an empty code, as a lost connection does.',
      unprobed: 'hostile-input.test.ts: infinite recursion',
    },
    {
      text: 'Other extensions of Neon are missing, such as `postgis` and `pg_stat_statements`.',
      probe: () =>
        value(`select count(*)::int from pg_available_extensions where name in ('postgis', 'pg_stat_statements')`),
      expected: { pglite: 0, neon: 2 },
    },
    {
      text: "`pg_session_jwt` has no key: it reads `request.jwt.claims`, as for Neon's Data API. `auth.init()` and `auth.jwt_session_init()` fail, as without a key on Neon. Every role can use the schema `auth`; on Neon, the Data API grants that.",
      probe: () => undone('create extension pg_session_jwt', 'set local role authenticated', 'select auth.user_id()'),
      expected: { pglite: '22012', postgresql: '0A000' },
    },
    {
      text: '`lock_timeout` has no effect, because with one session nothing waits for a lock.',
      unprobed: 'It follows from the one session.',
    },
  ],
  'Postgres on `NEON_LOCAL_POSTGRES`': [
    {
      text: "Extensions are the server's. Those that aren't trusted, such as `vector` and `earthdistance`, must be created by a superuser, and `pg_session_jwt` must be installed.",
      probe: () => undone('create extension cube', 'create extension earthdistance'),
      expected: { pglite: '22012', postgresql: '42501', neon: '22012' },
    },
    {
      text: "Before PostgreSQL 17, the collation `C.UTF-8` depends on the operating system. Without it, the database has the server's collation.",
      unprobed: 'It depends on the machine.',
    },
    {
      text: "A database of an earlier version keeps the server's collation until `npm run neon reset`.",
      unprobed: 'It needs a database of an earlier version.',
    },
  ],
  'The Postgres protocol on PGlite': [
    {
      text: "A statement that is cancelled, times out or crashes PGlite ends its connection. On Neon, the first two don't.",
      unprobed: 'postgres-port.test.ts: can cancel its statement',
    },
    {
      text: '`statement_timeout` limits the statements of a simple query together. On Neon, it limits each.',
      unprobed: 'SQL over HTTP has no simple queries.',
    },
    {
      text: '`COPY ... from stdin` works as the only `COPY` of a simple query, with up to 64 MB of data. The client gets an error about the table after it has sent the data.',
      unprobed: 'postgres-port.test.ts: shows the error of data that cannot be copied, and copies nothing',
    },
    {
      text: "`set` doesn't report the new value to the client (`ParameterStatus`).",
      unprobed: 'No client shows it.',
    },
  ],
  'The Postgres protocol, on both engines': [
    {
      text: 'The password is requested in clear text, without TLS. On Neon, that is so over WebSocket only, which has TLS; over TCP it uses SCRAM.',
      unprobed: 'postgres-port.test.ts: encryption is refused, and the client can go on without',
    },
    {
      text: 'A client must log in within 10 seconds. At most 100 can connect; others get `53300`. A message can have up to 64 MB.',
      unprobed: 'postgres-port.test.ts: gets a 53300 when too many are connected',
    },
    {
      text: "There are no simulated faults, and replication isn't supported.",
      unprobed: 'Something missing.',
    },
  ],
  'SQL over HTTP, on both engines': [
    {
      text: 'The roles `authenticated` and `anonymous` always exist, and `neondb_owner` can switch to them. On Neon, its Data API creates them. The Data API itself is missing.',
      probe: () => undone('set local role authenticated'),
      expected: { pglite: '22012', postgresql: '22012' },
    },
    {
      text: 'Statements time out after a minute by default. On PGlite, `statement_timeout` can only shorten this.',
      probe: () => value('show statement_timeout'),
      expected: { pglite: '0', postgresql: '1min', neon: '0' },
    },
    {
      text: "A JWT (`Authorization: Bearer`, the driver's `authToken`) is rejected with 400. Neon accepts it on a host of its own, and runs the query as the JWT's user.",
      probe: async () =>
        (await post('{"query":"select 1"}', { Authorization: 'Bearer a.b.c' })).body.message.includes(
          'required password',
        ),
      expected: everywhere(true, false),
    },
    {
      text: "The connection string's host isn't checked. On Neon, it selects the database and can't be an IP address.",
      probe: async () => {
        const other = Object.assign(new URL(url()), { hostname: '192.0.2.1' }).href;
        return (await post('{"query":"select 1"}', { 'Neon-Connection-String': other })).status === 200;
      },
      expected: everywhere(true, false),
    },
    {
      text: 'JSON numbers in parameters reach Postgres as written. Neon rewrites fractions (`1.10` becomes `1.1`) and rounds integers of more than 64 bits. The driver sends strings.',
      probe: async () => (await post('{"query":"select $1::text","params":[1.10]}')).body.rows[0][0],
      expected: everywhere('1.10', '1.1'),
    },
    {
      text: '`alter role ... set` and `alter database ... set` take effect with the next request. On Neon, they take effect with the next connection, and requests share connections.',
      unprobed: 'sessions.test.ts: has the settings of its database and its role, from the next request',
    },
    {
      text: 'There is one login, `neondb_owner`, and one database, `neondb`. On a PostgreSQL server, the database has a different internal name.',
      probe: async () =>
        (await value('select current_database()')) === decodeURIComponent(new URL(url()).pathname.slice(1)),
      expected: { pglite: true, postgresql: false, neon: true },
    },
    {
      text: 'On a PostgreSQL server, `reset session authorization` and `discard all` switch to the superuser until the request ends. On Neon, no superuser is behind the login.',
      probe: async () => {
        const queries = ['reset session authorization', `select current_setting('is_superuser')`].map((query) => ({
          query,
        }));
        return (await post(JSON.stringify({ queries }))).body.results[1].rows[0][0];
      },
      expected: { pglite: 'off', postgresql: 'on', neon: 'off' },
    },
    {
      text: '`pg_cancel_backend` and `pg_terminate_backend` fail with `42501`, because a superuser is behind each session. On PGlite, they fail over the Postgres protocol too.',
      probe: () => value('select pg_cancel_backend(pg_backend_pid())'),
      expected: everywhere('42501', '57014'),
    },
    {
      text: '`COPY` from or to the client is rejected with `0A000`.',
      probe: () => value('copy pg_class to stdout'),
      expected: { pglite: '0A000', postgresql: '0A000' },
    },
    {
      text: 'NUL characters and more than 65,535 parameters are rejected before they reach Postgres, with its error codes.',
      probe: async () => (await post(JSON.stringify({ query: 'select $1', params: ['\0'] }))).body.code,
      expected: { pglite: '22021', postgresql: '22021' },
    },
    {
      text: 'A result over 64 MB is rejected with 507 after the statement has run. Outside a transaction, its writes may be kept.',
      unprobed: 'sql-requests.test.ts: a large response is a 507 that states the limit',
    },
  ],
  Branches: [
    {
      text: 'Neon copies on write, in an instant. Local Neon copies the files, or the database on a PostgreSQL server.',
      unprobed:
        'branches.test.ts: a branch of a running local Neon has its data, users and sessions, and an address of its own',
    },
    {
      text: 'Branches have no parent but main, and no history: a reset takes the current data only. Neon resets a running branch; local Neon refuses.',
      unprobed:
        'branches.test.ts: a branch of a stopped local Neon is reset to it and deleted, and is listed with its state',
    },
  ],
  'Neon Auth': [
    {
      text: 'Email goes to the mailbox, even if a webhook receives it too. Messages are lost when local Neon stops.',
      unprobed: 'webhooks.test.ts: send.otp and send.magic_link contain the code and the link',
    },
    {
      text: 'Rate limits are off unless `rateLimited` is set.',
      unprobed: 'faults.test.ts: with rateLimited, Neon Auth limits attempts',
    },
    {
      text: 'All origins on `localhost` and `127.0.0.1` are trusted, and no others.',
      unprobed: 'trusted-origins.test.ts: a link in an email leads to every loopback address, and to no other',
    },
    {
      text: 'Email verification is off unless `requireVerification` is set. Then only sign-up sends the code or link.',
      unprobed: "Neon's setting is the branch's.",
    },
    {
      text: "A magic link returns with a session verifier, as OAuth does. Neon's documentation doesn't say whether Neon's links do.",
      unprobed: 'It needs an email.',
    },
    {
      text: 'Phone numbers and `token/anonymous` are missing (404).',
      probe: async () => {
        const paths = ['phone-number/send-otp', 'token/anonymous'];
        const statuses = paths.map(async (path) => {
          const origin = { origin: 'http://localhost:3000', 'content-type': 'application/json' };
          return (await fetch(`${auth()}/${path}`, { method: 'POST', body: '{}', headers: origin })).status === 404;
        });
        return Promise.all(statuses);
      },
      expected: { pglite: [true, true], postgresql: [true, true] },
    },
    {
      text: '`neondb_owner` owns the schema `neon_auth`. The table `project_config` is empty.',
      probe: async () => [
        await value(`select nspowner::regrole::text from pg_namespace where nspname = 'neon_auth'`),
        await value('select count(*)::int from neon_auth.project_config'),
      ],
      expected: { pglite: ['neondb_owner', 0], postgresql: ['neondb_owner', 0] },
    },
    {
      text: '`GET /neondb/auth/neon/session-verifier` exists. It handles `get-session` requests that have a verifier.',
      probe: async () => (await fetch(`${auth()}/neon/session-verifier`)).status === 404,
      expected: { pglite: false, postgresql: false },
    },
    {
      text: "A webhook's `context` contains `local` as its project name and endpoint ID.",
      unprobed: 'webhooks.test.ts: an event has the documented envelope and a signature that verifies against the JWKS',
    },
  ],
};

/** The target of this run. */
export function targetOf(environment: Record<string, string | undefined>): Target {
  if (environment.NEON_CONTRACT_URL) return 'neon';
  return environment.NEON_LOCAL_POSTGRES ? 'postgresql' : 'pglite';
}
