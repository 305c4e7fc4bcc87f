import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from './support/connect';
import { startTestNeon, type TestNeon } from './support/neon';
import { newPerson } from './support/people';

let neon: TestNeon;
let sql: ReturnType<typeof connect>;
beforeAll(async () => {
  neon = await startTestNeon();
  sql = connect(neon.environment.DATABASE_URL);
});
afterAll(() => neon.stop());

/** Signs a user up. Returns the claims of its JWT, as JSON. */
async function newClaims(): Promise<{ text: string; sub: string }> {
  const base = neon.environment.NEON_AUTH_BASE_URL;
  const signUp = await fetch(`${base}/sign-up/email`, {
    method: 'POST',
    body: JSON.stringify(newPerson()),
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
  });
  const cookie = signUp.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { token }: { token: string } = await (await fetch(`${base}/token`, { headers: { cookie } })).json();
  const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return { text, sub: JSON.parse(text).sub };
}

/** Runs a statement as a role with claims, in one transaction, as Neon's Data API does. */
async function runAs(role: 'authenticated' | 'anonymous', claims: string, statement: string) {
  const results = await sql.transaction([
    sql`select set_config('role', ${role}, true), set_config('request.jwt.claims', ${claims}, true)`,
    sql.query(statement),
  ]);
  return results[1];
}

test('the roles of the Data API exist, cannot log in, and the owner can switch to them', async () => {
  const rows = await sql`select rolname, rolcanlogin, rolbypassrls, pg_has_role(rolname, 'member') as member
    from pg_roles where rolname in ('authenticated', 'anonymous') order by rolname`;
  const attributes = { rolcanlogin: false, rolbypassrls: false, member: true };
  expect(rows).toEqual(['anonymous', 'authenticated'].map((rolname) => ({ rolname, ...attributes })));
});

describe.skipIf(process.env.NEON_LOCAL_POSTGRES)('with pg_session_jwt', () => {
  beforeAll(async () => {
    await sql.transaction([
      sql`create extension pg_session_jwt`,
      sql`create table notes (user_id uuid default auth.uid(), text text, is_public boolean default false)`,
      sql`alter table notes enable row level security`,
      sql`grant select, insert on notes to authenticated`,
      sql`grant select on notes to anonymous`,
      sql`create policy own on notes to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid())`,
      sql`create policy public on notes for select to anonymous using (is_public)`,
    ]);
  });

  test('a policy limits the users of JWTs to their own rows, and anonymous users to public ones', async () => {
    const [ada, grace] = [await newClaims(), await newClaims()];
    await runAs('authenticated', ada.text, `insert into notes (text) values ('private')`);
    await runAs('authenticated', grace.text, `insert into notes (text, is_public) values ('public', true)`);
    const read = (role: 'authenticated' | 'anonymous', claims: string) =>
      runAs(role, claims, 'select user_id, text from notes');
    expect(await read('authenticated', ada.text)).toEqual([{ user_id: ada.sub, text: 'private' }]);
    expect(await read('authenticated', grace.text)).toEqual([{ user_id: grace.sub, text: 'public' }]);
    expect(await read('authenticated', '')).toEqual([]);
    expect(await read('anonymous', '')).toEqual([{ user_id: grace.sub, text: 'public' }]);
    const forged = runAs('authenticated', ada.text, `insert into notes (user_id) values ('${grace.sub}')`);
    await expect(forged).rejects.toMatchObject({ code: '42501' });
    expect(await sql`select auth.user_id() as id`).toEqual([{ id: null }]);
  });

  const ID = '7d5a5c3e-0000-4000-8000-000000000000';
  test.each<[string, object | null, string | null, string | null]>([
    ['{"sub": "a", "role": "authenticated"}', { sub: 'a', role: 'authenticated' }, 'a', null],
    [`{"sub": "${ID}"}`, { sub: ID }, ID, ID],
    ['{"sub": 1}', { sub: 1 }, null, null],
    ['{}', {}, null, null],
    ['', null, null, null],
    ['{"sub": "a"', null, null, null],
  ])('the claims %j are read as Neon reads them', async (claims, session, userId, uid) => {
    const statement = `select auth.session() as session, auth.jwt() = auth.session() as same, auth.session() is null as missing,
      auth.user_id() as "userId", auth.uid() as uid`;
    expect(await runAs('authenticated', claims, statement)).toEqual([
      { session, same: true, missing: false, userId, uid },
    ]);
  });

  test('a JWT can only be verified with a key of the session, which there is not', async () => {
    for (const statement of ['select auth.init()', `select auth.jwt_session_init('a.b.c')`]) {
      await expect(sql.query(statement)).rejects.toMatchObject({
        code: '02000',
        message: 'Missing runtime parameter: pg_session_jwt.jwk',
      });
    }
  });
});
