import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from './support/connect';
import { startTestNeon, type TestNeon } from './support/neon';

let neon: TestNeon;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  sql = connect(neon.environment.DATABASE_URL);
  await sql`create function descend(n int) returns int language plpgsql as $$ begin return descend(n + 1); end $$`;
});
afterAll(() => neon.stop());

function post(body: unknown): Promise<Response> {
  return fetch(`${neon.origin}/sql`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Neon-Connection-String': neon.environment.DATABASE_URL },
  });
}

const expectWorking = async () => expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);

describe('hostile input does not break the next query', () => {
  test.each<[string, string | { query: string; params?: unknown[] }, number, string | null]>([
    ['COPY from the client', { query: 'copy pg_class from stdin' }, 400, '0A000'],
    ['COPY after a comment', { query: '/* a */ -- b\n copy pg_class from stdin' }, 400, '0A000'],
    ['COPY after an empty statement', { query: ' ; copy pg_class from stdin' }, 400, '0A000'],
    [
      'COPY after a comment that ends with a carriage return',
      { query: '-- a\rcopy pg_class from stdin' },
      400,
      '0A000',
    ],
    ['COPY after a nested comment', { query: '/* a /* b */ */copy pg_class from stdin' }, 400, '0A000'],
    ['a query after a thousand comments', { query: `${'/* a */\n'.repeat(1_000)}select 1` }, 200, null],
    ['an unterminated comment', { query: '/* copy' }, 400, '42601'],
    ['a NUL in a parameter', { query: 'select $1::text', params: ['a\0b'] }, 400, '22021'],
    ['a NUL in an array', { query: 'select $1::text[]', params: [['a\0b']] }, 200, null],
    ['a NUL in the query', { query: 'select 1 \0' }, 400, '22021'],
    ['a lone surrogate', { query: 'select $1::text', params: ['\ud800'] }, 400, ''],
    [
      'an array with 100,000 levels',
      `{"query": "select 1", "params": [${'['.repeat(100_000)}${']'.repeat(100_000)}]}`,
      400,
      '',
    ],
    ['70,000 parameters', { query: 'select 1', params: Array.from({ length: 70_000 }, () => '1') }, 400, '08P01'],
    [
      'a result of 100 MB in many rows',
      { query: `select repeat('x', 1000) from generate_series(1, 100000)` },
      507,
      null,
    ],
    ['a result of 100 MB in one value', { query: `select repeat('x', 100000000)` }, 507, null],
    ['millions of empty rows', { query: 'select null from generate_series(1, 3000000)' }, 507, null],
    ['a division by zero', { query: 'select 1/0' }, 400, '22012'],
    ['an empty query', { query: '' }, 200, null],
  ])('%s', async (_name, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    const result: { message?: string; code?: string } = await response.json();
    if (code !== null) expect(result.code).toBe(code);
    if (status !== 200) expect(result.message).toMatch(/./);
    await expectWorking();
  });

  test('a batch with oversized combined results', async () => {
    const response = await post({
      queries: Array.from({ length: 3 }, () => ({ query: `select repeat('x', 30000000)` })),
    });
    expect(response.status).toBe(507);
    await expectWorking();
  });

  test('infinite recursion', async () => {
    // PostgreSQL reports an error; PGlite crashes and restarts.
    const response = await post({ query: 'select descend(1)' });
    expect([400, 500]).toContain(response.status);
    await expectWorking();
  });

  test('a request larger than 64 MB', async () => {
    const response = await post({ query: 'select $1::text', params: ['x'.repeat(65 * 2 ** 20)] });
    expect(response.status).toBe(413);
    await expectWorking();
  });
});

test('memory stays below 1 GB after hostile input', async () => {
  const { rows } = await (await post({ query: 'select 1' })).json();
  expect(rows).toHaveLength(1);
  const status: { residentBytes: number } = await (await fetch(`${neon.origin}/status.json`)).json();
  expect(status.residentBytes).toBeLessThan(2 ** 30);
});
