import { afterAll, beforeAll, expect, test } from 'vitest';
import { Actor } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import type { Cursor } from '@/lib/posts/cursor';
import { ownPage, ownPost, publishedPage, publishedPost, searchPage } from '@/lib/posts/statements';
import { posts } from '@/lib/posts/table';
import { migrate } from '@/scripts/migrate';
import { startTestNeon, type TestNeon } from '../../support/neon';
import { explain, fillPosts } from '../../support/plans';

/** A busy year of posts, so that the planner chooses as it would in production. */
const POSTS = 100_000;
let neon: TestNeon;
let sql: ReturnType<typeof connect>;
let author: string;

beforeAll(async () => {
  neon = await startTestNeon();
  const url = neon.environment.DATABASE_URL;
  await migrate(url);
  sql = connect(url);
  author = await fillPosts(sql, { users: POSTS / 10, posts: POSTS });
}, 180_000);
afterAll(() => neon.stop());

/** Explains a query as an author. */
const explainAs = (query: Parameters<typeof explain>[1], { userId = author, role = 'neondb_owner' } = {}) =>
  explain(sql, query, { userId, role });

/** Most users have posted nothing of a page, so their names are read by their key: at most four blocks for each of 11 rows. */
const PAGE_WITH_AUTHORS = 8 + 11 * 4;

/** Returns the cursor of the page at this depth. */
async function cursorAt(depth: number, direction: Cursor['direction']): Promise<Cursor> {
  const [row] = await sql.query(
    'select id, created_at from published_posts order by created_at desc, id desc offset $1 limit 1',
    [depth * 10],
  );
  return { direction, id: Number(row?.id), createdAt: new Date(row?.created_at) };
}

test('the first page of the feed uses its index', async () => {
  const { indexes, scanned, blocks } = await explainAs(publishedPage(null));
  expect(indexes).toContain('posts_published_newest');
  expect(scanned).toEqual([]);
  expect(blocks).toBeLessThanOrEqual(PAGE_WITH_AUTHORS);
});

test.each(['older', 'newer'] as const)(
  'page 5,000 reads as few blocks as the first page, paging to %s posts',
  async (direction) => {
    const { indexes, scanned, blocks } = await explainAs(publishedPage(await cursorAt(5_000, direction)));
    expect(indexes).toContain('posts_published_newest');
    expect(scanned).toEqual([]);
    expect(blocks).toBeLessThanOrEqual(PAGE_WITH_AUTHORS);
  },
);

test.each([
  ['own77777', 100],
  ['seldom', 1_500],
])('a search for %s uses the search index', async (words, maxBlocks) => {
  const { indexes, scanned, blocks } = await explainAs(searchPage(null, words));
  expect(indexes).toContain('posts_published_search');
  expect(scanned).not.toContain('posts');
  expect(blocks).toBeLessThan(maxBlocks);
});

test('queries read no blocks without a user', async () => {
  for (const query of [publishedPage(null), searchPage(null, 'seldom')]) {
    expect(await explainAs(query, { userId: '' })).toMatchObject({ blocks: 0 });
  }
});

test("a user's own posts use their index under row-level security", async () => {
  const { indexes, scanned, blocks } = await explainAs(ownPage(null), { role: 'app_user' });
  expect(indexes).toContain('posts_own_newest');
  expect(scanned).toEqual([]);
  // Each of 11 rows is in another block of the table.
  expect(blocks).toBeLessThanOrEqual(11 + 5);
});

test('a post is found by its id', async () => {
  const { id } = await cursorAt(100, 'older');
  for (const explained of [await explainAs(publishedPost(id)), await explainAs(ownPost(id), { role: 'app_user' })]) {
    expect(explained.scanned).toEqual([]);
    expect(explained.blocks).toBeLessThanOrEqual(8);
  }
});

test('the session of a request is found by its token', async () => {
  const { scanned, blocks } = await explainAs(Actor.fromSession(`token-${author}`).identity());
  expect(scanned).toEqual([]);
  expect(blocks).toBeLessThanOrEqual(16);
});

test('the rate limit of a new post counts only recent posts of its user', async () => {
  const insert = db.insert(posts).values({ content: 'One more' });
  const { indexes, scanned } = await explainAs(insert, { role: 'app_user' });
  expect(indexes).toContain('posts_own_newest');
  expect(scanned).toEqual([]);
});
