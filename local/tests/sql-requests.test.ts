import { NeonDbError, neon } from '@neondatabase/serverless';
import { describe, expect, test } from 'vitest';
import { connect } from './support/connect';

const url = process.env.DATABASE_URL ?? '';
const endpoint = `http://127.0.0.1:${new URL(url).port}/sql`;
connect(url);

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(endpoint, {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
    headers: { 'Neon-Connection-String': url, ...headers },
  });
}

/** Returns the status and the body. */
async function outcome(response: Promise<Response>): Promise<{ status: number; body: Record<string, unknown> }> {
  const received = await response;
  return { status: received.status, body: await received.json() };
}

const KEYS = [
  ...['message', 'code', 'severity', 'detail', 'hint', 'position', 'internalPosition', 'internalQuery', 'where'],
  ...['table', 'column', 'schema', 'dataType', 'constraint', 'file', 'line', 'routine'],
];

describe('an error', () => {
  test('has all 17 keys: null where Postgres sends nothing', async () => {
    const { status, body } = await outcome(post({ query: 'select * from nowhere' }));
    expect(status).toBe(400);
    expect(Object.keys(body).toSorted()).toEqual(KEYS.toSorted());
    expect(body).toMatchObject({ code: '42P01', severity: 'ERROR', position: '15', detail: null, internalQuery: null });
  });

  test("that isn't from Postgres has the same keys, with an empty code and severity", async () => {
    const { body } = await outcome(post('{'));
    expect(Object.keys(body).toSorted()).toEqual(KEYS.toSorted());
    expect(body).toMatchObject({ code: '', severity: '', detail: null });
  });
});

describe('the connection string', () => {
  const as = (value: string) => outcome(post({ query: 'select 1 as one' }, { 'Neon-Connection-String': value }));
  const wrongPassword = url.replace(/:[^:@]+@/, ':wrong@');

  test.each([
    ['is not a URL', 'garbage', 'invalid connection string: relative URL without a base'],
    ['has another scheme', url.replace('postgresql:', 'mysql:'), 'incorrect scheme'],
    ['has no path', url.replace(/\/neondb$/, ''), 'missing database name'],
    ['has no user', url.replace(/\/\/.*@/, '//'), 'missing username'],
    ['has no password', url.replace(/:[^:@]+@/, '@'), 'missing authentication credentials: required password'],
    ['has a wrong password', wrongPassword, "password authentication failed for user 'neondb_owner'"],
    ['has another user', url.replace('neondb_owner', 'eve'), "password authentication failed for user 'eve'"],
  ])('is rejected if it %s', async (_name, value, message) => {
    expect(await as(value)).toMatchObject({ status: 400, body: { message, code: '' } });
  });

  test('is required', async () => {
    const response = fetch(endpoint, { method: 'POST', body: '{"query": "select 1"}' });
    expect(await outcome(response)).toMatchObject({
      status: 400,
      body: { message: 'invalid header: neon-connection-string' },
    });
  });

  test('with an unknown database, or none, fails to connect', async () => {
    for (const [path, database] of [
      ['/other', 'other'],
      ['/', 'neondb_owner'],
    ]) {
      expect(await as(url.replace(/\/neondb$/, path ?? ''))).toMatchObject({
        status: 500,
        body: { message: `database "${database}" does not exist`, code: '3D000', severity: 'FATAL' },
      });
    }
  });

  test('can have the scheme postgres, an encoded name and more segments after the database', async () => {
    for (const value of [
      url.replace('postgresql:', 'postgres:'),
      url.replace('neondb_owner', 'neondb%5Fowner'),
      `${url}/more?application_name=test`,
    ]) {
      expect(await as(value)).toMatchObject({ status: 200, body: { rows: [{ one: 1 }] } });
    }
  });

  test('with a wrong password gives the driver an error with an empty code', async () => {
    const error = await neon(wrongPassword)`select 1`.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NeonDbError);
    expect(error).toMatchObject({ code: '', message: expect.stringContaining('password authentication failed') });
  });
});

test('a JWT is rejected, because it would not limit the query to its user', async () => {
  const message = 'missing authentication credentials: required password';
  const response = post({ query: 'select 1' }, { Authorization: 'Bearer token' });
  expect(await outcome(response)).toMatchObject({ status: 400, body: { message } });
  await expect(neon(url, { authToken: 'token' })`select 1`).rejects.toThrow(message);
});

describe('the body', () => {
  test.each([
    ['invalid JSON', '{"query": "select 1"'],
    ['JSON with a byte order mark', '\ufeff{"query": "select 1"}'],
    ['a number with a leading zero', '{"query": "select $1::int", "params": [01]}'],
    ['a number as a name', '{1: 2, "query": "select 1"}'],
    ['an incomplete number', '{"query": "select $1::text", "params": [1.]}'],
    ['a missing query', {}],
    ['a query that is not a string', { query: 1 }],
    ['null parameters', { query: 'select 1', params: null }],
    ['parameters that are not an array', { query: 'select 1', params: { a: 1 } }],
    ['an array mode that is not a boolean', { query: 'select 1', arrayMode: 'true' }],
    ['an invalid query in a batch', { queries: [{ query: 'select 1' }, {}] }],
    ['multiple statements', { query: 'select 1; select 2' }],
  ])('%s is rejected', async (_name, body) => {
    expect(await outcome(post(body))).toMatchObject({ status: 400, body: { message: expect.any(String) } });
  });

  test('invalid UTF-8 is rejected, not replaced', async () => {
    const body = Buffer.from(`{"query": "select '?' as value"}`);
    body[body.indexOf('?')] = 0xff;
    expect(await outcome(post(new Blob([body])))).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('could not parse the HTTP request body') },
    });
  });

  test('with a query and a batch is the query', async () => {
    const body = { query: 'select 1 as one', queries: [{ query: 'select 2 as two' }] };
    expect(await outcome(post(body))).toMatchObject({ status: 200, body: { rows: [{ one: 1 }] } });
    expect(await outcome(post({ ...body, query: 1 }))).toMatchObject({ body: { results: [{ rows: [{ two: 2 }] }] } });
  });

  test('with the array mode null follows the header', async () => {
    const body = { query: 'select 1 as one', arrayMode: null };
    expect(await outcome(post(body))).toMatchObject({ body: { rows: [{ one: 1 }], rowAsArray: false } });
    expect(await outcome(post(body, { 'Neon-Array-Mode': 'true' }))).toMatchObject({ body: { rows: [[1]] } });
  });

  test('with an empty batch has no results', async () => {
    expect(await outcome(post({ queries: [] }))).toEqual({ status: 200, body: { results: [] } });
  });
});

describe('the headers', () => {
  test('count as true only with the value true', async () => {
    const query = { query: `select 1 as one, current_setting('transaction_read_only') as locked` };
    for (const value of ['True', 'TRUE', '1', 'yes', '']) {
      const headers = { 'Neon-Array-Mode': value, 'Neon-Raw-Text-Output': value, 'Neon-Batch-Read-Only': value };
      const response = await post({ queries: [query] }, headers);
      expect(response.headers.get('neon-batch-read-only')).toBeNull();
      expect(await response.json()).toMatchObject({ results: [{ rows: [{ one: 1, locked: 'off' }] }] });
    }
  });

  test.each(['serializable', 'SERIALIZABLE', 'Read Committed', 'Chaos', 'constructor', ''])(
    'reject the isolation level "%s", for a single query too',
    async (level) => {
      const headers = { 'Neon-Batch-Isolation-Level': level };
      const rejected = { status: 400, body: { message: 'invalid isolation level', code: '' } };
      expect(await outcome(post({ queries: [{ query: 'select 1' }] }, headers))).toMatchObject(rejected);
      expect(await outcome(post({ query: 'select 1' }, headers))).toMatchObject(rejected);
    },
  );
});

describe('limits', () => {
  test('a large response is a 507 that states the limit', async () => {
    expect(await outcome(post({ query: `select repeat('x', 70000000)` }))).toMatchObject({
      status: 507,
      body: { message: 'response is too large (max is 67108864 bytes)', code: '' },
    });
  });

  test('a response that exceeds the limit only as JSON is a 507 too', async () => {
    expect((await post({ query: `select repeat(chr(1), 20000000)` })).status).toBe(507);
  });
});

describe('other requests', () => {
  test.each([
    ['GET', ''],
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', '/other'],
    ['POST', '/'],
  ])('%s /sql%s is not supported', async (method, suffix) => {
    const response = fetch(`${endpoint}${suffix}`, { method });
    expect(await outcome(response)).toEqual({ status: 400, body: 'query is not supported' });
  });
});
