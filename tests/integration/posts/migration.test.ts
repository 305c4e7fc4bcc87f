import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { migrate } from '@/scripts/migrate';
import { dropMigrations, startTestNeon } from '../../support/neon';
import { insertUser } from '../../support/users';

/** Copies the migrations up to the one with this number. */
async function migrationsUntil(last: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await cp('drizzle', folder, { recursive: true });
  const file = path.join(folder, 'meta/_journal.json');
  const journal: { entries: { idx: number }[] } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= last) }));
  return folder;
}

test('posts from before texts were composed are composed, with the same version, and can be found', async () => {
  const [neon, folder] = [await startTestNeon(), await migrationsUntil(4)];
  try {
    const url = neon.environment.DATABASE_URL;
    const sql = connect(url);
    await dropMigrations(sql);
    await migrate(url, folder);
    const { id } = await insertUser(url);
    const endless = `a${'\u0301\u0323'.repeat(40_000)}`;
    await sql`insert into posts (user_id, content, is_published) values
      (${id}, ${'A cafe\u0301 on Node.js'}, true), (${id}, ${'Caf\u00E9'}, false), (${id}, ${endless}, true)`;
    const before = await sql`select id, updated_at from posts order by id`;

    expect(await migrate(url)).toBeGreaterThan(0);
    expect(await sql`select id, updated_at from posts order by id`).toEqual(before);
    const contents = (await sql`select content from posts order by id`).map(({ content }) => content);
    expect(contents.map((content) => content.slice(0, 100))).toEqual([
      'A caf\u00E9 on Node.js',
      'Caf\u00E9',
      endless.slice(0, 100),
    ]);
    const found = await sql`select id from published_posts where search @@ to_tsquery('english', ${'caf\u00E9'})`;
    expect(found).toEqual([{ id: before[0]?.id }]);
  } finally {
    await neon.stop();
    await rm(folder, { recursive: true });
  }
});
