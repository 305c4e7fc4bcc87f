import { randomUUID } from 'node:crypto';
import type { connect } from '../../lib/db/connection';

type Sql = ReturnType<typeof connect>;

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

interface Explained {
  Plan: Plan;
  'Execution Time': number;
}

const NO_PLAN: Explained = {
  Plan: { 'Node Type': 'none', 'Shared Hit Blocks': Infinity, 'Shared Read Blocks': 0 },
  'Execution Time': Infinity,
};

/**
 * Runs `explain analyze` for a query as a user.
 * @returns the indexes used, the tables read sequentially, the number of blocks read, and the time
 */
export async function explain(
  sql: Sql,
  query: { toSQL(): { sql: string; params: unknown[] } },
  { userId, role = 'neondb_owner' }: { userId: string; role?: string },
) {
  const { sql: text, params } = query.toSQL();
  const results = await sql.transaction([
    sql`select set_config('app.user_id', ${userId}, true), set_config('role', ${role}, true)`,
    sql.query(`explain (analyze, buffers, timing off, format json) ${text}`, params),
  ]);
  const [explained = NO_PLAN]: Explained[] = results.at(-1)?.[0]?.['QUERY PLAN'] ?? [];
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  const all = nodes(explained.Plan);
  return {
    indexes: all.flatMap((node) => node['Index Name'] ?? []),
    scanned: all.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
    blocks: explained.Plan['Shared Hit Blocks'] + explained.Plan['Shared Read Blocks'],
    milliseconds: explained['Execution Time'],
  };
}

/**
 * Fills the database up to a number of users, each with a session, and of posts. Each post has a unique word, `own<n>`; every 100th has 'seldom', every
 * second 'often', every tenth is a draft.
 * @returns the id of an author
 */
export async function fillPosts(sql: Sql, { users, posts }: { users: number; posts: number }): Promise<string> {
  const author = randomUUID();
  await sql.query(
    `insert into neon_auth.user (id, name, email, "emailVerified")
     values ($1::uuid, 'Ada Lovelace', $1::uuid || '@example.com', false)`,
    [author],
  );
  await sql.query(
    `insert into neon_auth.user (id, name, email, "emailVerified")
     select id, 'Ada Lovelace', id || '@example.com', false
     from (select gen_random_uuid() as id from generate_series((select count(*) from neon_auth.user) + 1, $1)) as new`,
    [users],
  );
  await sql.query(
    `insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
     select id, 'token-' || id, now() + interval '1 day', now() from neon_auth.user
     where id not in (select "userId" from neon_auth.session)`,
  );
  const [{ count = 0 } = {}] = await sql.query('select count(*)::int from posts');
  // In parts, because one statement of a million rows takes longer than a request may.
  for (let from = Number(count) + 1; from <= posts; from += 20_000) {
    await sql.query(
      `with author as (select array_agg(id) as ids from (select id from neon_auth.user limit 1000) as sample)
       insert into posts (user_id, content, is_published, created_at)
       select case when n % 1000 = 0 then $3::uuid else ids[1 + n % array_length(ids, 1)] end,
         concat('Post ', n, ' own', n, case when n % 100 = 0 then ' seldom' end, case when n % 2 = 0 then ' often' end),
         n % 10 <> 0, '2026-01-01'::timestamptz + make_interval(secs => n)
       from author, generate_series($1::int, $2::int) as n`,
      [from, Math.min(posts, from + 19_999), author],
    );
  }
  await sql.query('vacuum analyze posts');
  await sql.query('vacuum analyze neon_auth.user');
  await sql.query('vacuum analyze neon_auth.session');
  return author;
}
