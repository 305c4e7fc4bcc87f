import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import type { Cursor } from '@/lib/posts/cursor';
import { ownPage, publishedPage, searchPage } from '@/lib/posts/statements';
import { migrate } from '@/scripts/migrate';
import { startTestNeon, type TestNeon } from '../../support/neon';
import { insertUser } from '../../support/users';

/** A busy year of posts, so that the planner chooses as it would in production. */
const POSTS = 100_000;
let neon: TestNeon;
let sql: ReturnType<typeof connect>;
let authors: string[];

beforeAll(async () => {
  neon = await startTestNeon();
  const url = neon.environment.DATABASE_URL;
  await migrate(url);
  sql = connect(url);
  authors = await Promise.all(Array.from({ length: 20 }, async () => (await insertUser(url)).id));
  // Every post has a unique word; every 100th has 'seldom', every second 'often'. Every tenth is a draft.
  await sql.query(
    `insert into posts (user_id, content, is_published, created_at)
     select ($1::uuid[])[1 + n % 20],
       concat('Post ', n, ' own', n, case when n % 100 = 0 then ' seldom' end, case when n % 2 = 0 then ' often' end),
       n % 10 <> 0, '2026-01-01'::timestamptz + make_interval(secs => n)
     from generate_series(1, ${POSTS}) n`,
    [authors],
  );
  await sql.query('vacuum analyze posts');
}, 180_000);
afterAll(() => neon.stop());

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

const NO_PLAN: { Plan: Plan } = {
  Plan: { 'Node Type': 'none', 'Shared Hit Blocks': Infinity, 'Shared Read Blocks': 0 },
};

/** Runs `explain analyze`. @returns the indexes used, the tables read sequentially and the number of blocks read */
async function explain(
  query: { toSQL(): { sql: string; params: unknown[] } },
  { userId = authors[0] ?? '', role = 'neondb_owner' } = {},
) {
  const { sql: text, params } = query.toSQL();
  const results = await sql.transaction([
    sql`select set_config('app.user_id', ${userId}, true), set_config('role', ${role}, true)`,
    sql.query(`explain (analyze, buffers, timing off, format json) ${text}`, params),
  ]);
  const [{ Plan: root } = NO_PLAN]: { Plan: Plan }[] = results.at(-1)?.[0]?.['QUERY PLAN'] ?? [];
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  return {
    indexes: nodes(root).flatMap((node) => node['Index Name'] ?? []),
    scanned: nodes(root).flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
    blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

/** Returns the cursor of the page at this depth. */
async function cursorAt(depth: number, direction: Cursor['direction']): Promise<Cursor> {
  const [row] = await sql.query(
    'select id, created_at from published_posts order by created_at desc, id desc offset $1 limit 1',
    [depth * 10],
  );
  return { direction, id: Number(row?.id), createdAt: new Date(row?.created_at) };
}

test('the first page of the feed uses its index', async () => {
  const { indexes, scanned, blocks } = await explain(publishedPage(null));
  expect(indexes).toContain('posts_published_newest');
  expect(scanned).not.toContain('posts');
  expect(blocks).toBeLessThan(100);
});

test.each(['older', 'newer'] as const)(
  'page 5,000 reads as few blocks as the first page, paging to %s posts',
  async (direction) => {
    const { indexes, scanned, blocks } = await explain(publishedPage(await cursorAt(5_000, direction)));
    expect(indexes).toContain('posts_published_newest');
    expect(scanned).not.toContain('posts');
    expect(blocks).toBeLessThan(100);
  },
);

test.each([
  ['own77777', 100],
  ['seldom', 1_500],
])('a search for %s uses the search index', async (words, maxBlocks) => {
  const { indexes, scanned, blocks } = await explain(searchPage(null, words));
  expect(indexes).toContain('posts_published_search');
  expect(scanned).not.toContain('posts');
  expect(blocks).toBeLessThan(maxBlocks);
});

test('queries read no blocks without a user', async () => {
  for (const query of [publishedPage(null), searchPage(null, 'seldom')]) {
    expect(await explain(query, { userId: '' })).toMatchObject({ blocks: 0 });
  }
});

test("a user's own posts use their index under row-level security", async () => {
  const { indexes, scanned, blocks } = await explain(ownPage(null), { role: 'app_user' });
  expect(indexes).toContain('posts_own_newest');
  expect(scanned).toEqual([]);
  expect(blocks).toBeLessThan(100);
});
