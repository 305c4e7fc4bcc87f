import { beforeAll, expect, test } from 'vitest';
import { connect } from './support/connect';

const url = process.env.DATABASE_URL ?? '';

async function runQuery(query: string, headers: Record<string, string> = {}, options: object = {}) {
  return (await post(JSON.stringify({ query, params: [], ...options }), headers)).json();
}

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${new URL(url).port}/sql`, {
    method: 'POST',
    body,
    headers: { 'Neon-Connection-String': url, ...headers },
  });
}

/** An SQL expression, its Postgres text and its JSON value. */
const VALUES: [string, string | null, unknown][] = [
  ['true', 't', true],
  ['42::int2', '42', 42],
  ['-42::int4', '-42', -42],
  ['9223372036854775807::int8', '9223372036854775807', '9223372036854775807'],
  ['1.50::numeric', '1.50', '1.50'],
  ['0.1::float8', '0.1', 0.1],
  [`'NaN'::float8`, 'NaN', 'NaN'],
  [`'-Infinity'::float4`, '-Infinity', '-Infinity'],
  [`'a "b" \\ c'::text`, 'a "b" \\ c', 'a "b" \\ c'],
  [`'x'::char(3)`, 'x  ', 'x  '],
  ['null::int4', null, null],
  [`'{"a": [1, null]}'::json`, '{"a": [1, null]}', { a: [1, null] }],
  [`'{"b":1,"a":2}'::jsonb`, '{"a": 2, "b": 1}', { a: 2, b: 1 }],
  [`'null'::jsonb`, 'null', null],
  [`'\\x00ff'::bytea`, '\\x00ff', '\\x00ff'],
  [`'2026-01-02 03:04:05.678901+00'::timestamptz`, '2026-01-02 03:04:05.678901+00', '2026-01-02 03:04:05.678901+00'],
  [`'2026-01-02'::date`, '2026-01-02', '2026-01-02'],
  [`'1 day 2 hours'::interval`, '1 day 02:00:00', '1 day 02:00:00'],
  [
    `'7d5a5c3e-0000-4000-8000-000000000000'::uuid`,
    '7d5a5c3e-0000-4000-8000-000000000000',
    '7d5a5c3e-0000-4000-8000-000000000000',
  ],
  ['array[1, null, 3]', '{1,NULL,3}', [1, null, 3]],
  [
    'array[[1, 2], [3, 4]]',
    '{{1,2},{3,4}}',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [`'[0:1]={7,8}'::int4[]`, '[0:1]={7,8}', [7, 8]],
  ['array[]::int4[]', '{}', []],
  ['array[true, false]', '{t,f}', [true, false]],
  [
    `array['a,b', 'c "d"', 'NULL', '', 'e\\f']`,
    '{"a,b","c \\"d\\"","NULL","","e\\\\f"}',
    ['a,b', 'c "d"', 'NULL', '', 'e\\f'],
  ],
  [`array['{"a": 1}'::jsonb]`, '{"{\\"a\\": 1}"}', [{ a: 1 }]],
  [`array['calm', null]::mood[]`, '{calm,NULL}', ['calm', null]],
  [`array[row(1, 'a,b')::pair]`, '{"(1,\\"a,b\\")"}', ['(1,"a,b")']],
  ['array[int4range(1, 5)]', '{"[1,5)"}', ['[1,5)']],
  ['array[1.5::money]', '{$1.50}', ['$1.50']],
  [`array['10.0.0.0/8'::cidr, '::1/128']`, '{10.0.0.0/8,::1/128}', ['10.0.0.0/8', '::1/128']],
  [`array[E'a\nb']`, '{"a\nb"}', ['a\nb']],
  ['int4range(1, 5)', '[1,5)', '[1,5)'],
  ['point(1, 2)', '(1,2)', '(1,2)'],
  [`row(1, 'a b')`, '(1,"a b")', '(1,"a b")'],
];

beforeAll(async () => {
  await runQuery(`create type mood as enum ('calm', 'sad')`);
  await runQuery('create type pair as (number int, word text)');
});

test.each(VALUES)(
  '%s is exact as text, and a JSON value where JSON can represent it',
  async (expression, text, json) => {
    const query = `select ${expression} as value`;
    expect((await runQuery(query, { 'Neon-Raw-Text-Output': 'true' })).rows).toEqual([{ value: text }]);
    expect((await runQuery(query)).rows).toEqual([{ value: json }]);
  },
);

test('rows are objects or arrays, and the response says which', async () => {
  const query = 'select 1 as a, 2 as b';
  expect(await runQuery(query)).toMatchObject({ rows: [{ a: 1, b: 2 }], rowAsArray: false });
  expect(await runQuery(query, { 'Neon-Array-Mode': 'true' })).toMatchObject({ rows: [[1, 2]], rowAsArray: true });
  expect(await runQuery(query, {}, { arrayMode: true })).toMatchObject({ rows: [[1, 2]], rowAsArray: true });
});

test('the fields describe the name, type and source of each column', async () => {
  await runQuery('create table if not exists described (id int4, name varchar(20))');
  const { fields } = await runQuery('select id, name, 1.5::numeric(5,2) as price from described');
  expect(fields).toEqual([
    expect.objectContaining({
      name: 'id',
      dataTypeID: 23,
      dataTypeSize: 4,
      dataTypeModifier: -1,
      columnID: 1,
      format: 'text',
    }),
    expect.objectContaining({ name: 'name', dataTypeID: 1043, dataTypeSize: -1, dataTypeModifier: 24, columnID: 2 }),
    expect.objectContaining({ name: 'price', dataTypeID: 1700, tableID: 0, columnID: 0 }),
  ]);
  expect(fields[0].tableID).toBe(fields[1].tableID);
});

test.each([
  ['select 1', 'SELECT', 1],
  ['select 1 where false', 'SELECT', 0],
  ['create table commands (id int)', 'CREATE', null],
  ['insert into commands values (1), (2)', 'INSERT', 2],
  ['update commands set id = 3', 'UPDATE', 2],
  ['delete from commands', 'DELETE', 2],
  ['drop table commands', 'DROP', null],
  ['set timezone = default', 'SET', null],
])('%s returns its command and row count', async (query, command, rowCount) => {
  expect(await runQuery(query)).toMatchObject({ command, rowCount });
});

test('an error inside a function includes its context', async () => {
  await runQuery(`create or replace function fails() returns int language plpgsql as $$ begin
    raise exception 'no luck' using detail = 'none at all', hint = 'try again', errcode = 'P0042',
      constraint = 'luck', table = 'lots', column = 'number', schema = 'fair', datatype = 'chance'; end $$`);
  expect(await runQuery('select fails()')).toMatchObject({
    message: 'no luck',
    code: 'P0042',
    severity: 'ERROR',
    detail: 'none at all',
    hint: 'try again',
    where: expect.stringContaining('PL/pgSQL function fails()'),
    constraint: 'luck',
    ...{ table: 'lots', column: 'number', schema: 'fair', dataType: 'chance' },
    ...{ file: expect.any(String), line: expect.any(String), routine: expect.any(String) },
  });
});

test.each([
  ['1.0', '1.0'],
  ['9007199254740993', '9007199254740993'],
  ['18446744073709551615', '18446744073709551615'],
  ['-0.10', '-0.10'],
  ['[1.0, [9007199254740993, null]]', '{1.0,{9007199254740993,NULL}}'],
  ['{"a": 9007199254740993, "b": [1.0]}', '{"a":9007199254740993,"b":[1.0]}'],
  ['[{"a": "1.0"}]', '{"{\\"a\\":\\"1.0\\"}"}'],
  ['"1.0 \\"2.0\\""', '1.0 "2.0"'],
  ['true', 'true'],
])('the parameter %s reaches Postgres as %s', async (parameter, text) => {
  const response = await post(`{"query": "select $1::text as value", "params": [${parameter}]}`);
  expect((await response.json()).rows).toEqual([{ value: text }]);
});

test('a control character in an array loses its backslash, as on Neon; the driver keeps it', async () => {
  const body = { query: 'select $1::text[] as value', params: [['a\nb', 'c "d" \\']] };
  expect((await (await post(JSON.stringify(body))).json()).rows).toEqual([{ value: ['anb', 'c "d" \\'] }]);
  expect(await connect(url)`select ${['a\nb']}::text[] as value`).toEqual([{ value: ['a\nb'] }]);
});

test('numbers in JSON values keep their digits', async () => {
  const query = `select '{"a": 9007199254740993}'::json as document, array['{"b": 1.0}'::json] as list`;
  const response = await post(JSON.stringify({ query }));
  expect(await response.text()).toContain('{"document":{"a": 9007199254740993},"list":[{"b": 1.0}]}');
});

test('a JSON value of any depth is returned', async () => {
  const response = await post(`{"query": "select repeat('[', 5000)::text || repeat(']', 5000) as value"}`);
  expect(response.status).toBe(200);
  const asJson = await post(`{"query": "select (repeat('[', 2000) || repeat(']', 2000))::json as value"}`);
  expect(await asJson.text()).toContain('['.repeat(2000));
});
