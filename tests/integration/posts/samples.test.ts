import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { SAMPLE_POSTS } from '@/lib/posts/samples';
import { migrate } from '@/scripts/migrate';
import { seed } from '@/scripts/seed';
import { dropMigrations, runScript, startTestNeon, type TestNeon, waitForExit } from '../../support/neon';

let neon: TestNeon;
let url: string;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  url = neon.environment.DATABASE_URL;
  sql = connect(url);
});
afterAll(() => neon.stop());

beforeEach(async () => {
  await dropMigrations(sql);
  await migrate(url);
});

describe('sample posts', () => {
  test('are written once, even when seeded concurrently', async () => {
    const counts = await Promise.all([seed(url), seed(url), seed(url)]);
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, SAMPLE_POSTS.length]);
    expect(await seed(url)).toBe(0);
    expect(await sql`select content, is_published from posts order by created_at`).toEqual(
      SAMPLE_POSTS.map(({ content, isDraft = false }) => ({ content, is_published: !isDraft })),
    );
  });

  test('are public through the view, except the draft', async () => {
    await seed(url);
    const rows = await sql`select content from published_posts order by created_at desc, id desc`;
    const published = SAMPLE_POSTS.filter(({ isDraft }) => !isDraft).map(({ content }) => content);
    expect(rows.map((row) => row.content)).toEqual(published.toReversed());
    expect(published.slice(-2)).toEqual(['Hello from Neon', 'Welcome to your new backend']);
  });

  test('are read newest first from the index', async () => {
    await sql`insert into posts (user_id, content, is_published)
      select gen_random_uuid(), 'post ' || n, true from generate_series(1, 5000) n`;
    await sql`analyze posts`;
    const plan = await sql`explain select * from published_posts order by created_at desc, id desc limit 10`;
    expect(JSON.stringify(plan)).toContain('Index Scan using posts_published_newest');
  });

  test('are added by command on the running local Neon, once', async () => {
    for (const output of [/^Created \d+ sample posts/, /^The sample posts already exist/]) {
      const command = runScript(['scripts/seed.ts'], { NEON_LOCAL_DATA: neon.folder });
      expect(await waitForExit(command)).toBe(0);
      expect(command.output()).toMatch(output);
    }
  });
});
