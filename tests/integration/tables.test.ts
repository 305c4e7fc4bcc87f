import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';

const sql = connect(process.env.DATABASE_URL ?? '');

test('every table of the app has row-level security', async () => {
  const tables = await sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity`;
  expect(tables).toEqual([]);
});

test('every table that a signed-in user can reach has a policy for each command that is granted', async () => {
  const commands = await sql`
    select relname as name, command,
      exists (select from pg_policies where schemaname = 'public' and tablename = relname and permissive = 'PERMISSIVE'
        and 'app_user' = any(roles) and cmd in ('ALL', command)) as "hasPolicy"
    from pg_class, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as command
    where relnamespace = 'public'::regnamespace and relkind = 'r'
      and case command
        when 'DELETE' then has_table_privilege('app_user', oid, command)
        else has_any_column_privilege('app_user', oid, command) end`;
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter(({ hasPolicy }) => !hasPolicy)).toEqual([]);
});

test('a signed-in user can reach no view, because a view reads as its owner, without row-level security', async () => {
  const views = await sql`
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') and has_table_privilege('app_user', oid, 'SELECT')`;
  expect(views).toEqual([]);
});
