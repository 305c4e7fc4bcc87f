import { connect } from '../lib/db/connection';
import { SAMPLE_AUTHORS, SAMPLE_POSTS } from '../lib/posts/samples';
import { databaseUrl, runAsScript } from './environment';
import { onDatabase } from './on-database';

/** Creates the sample posts unless they exist, also when several seeds run at once. Returns the number created. */
export async function seed(databaseUrl: string): Promise<number> {
  const sql = connect(databaseUrl);
  const samples = SAMPLE_POSTS.map(({ author, content, isDraft = false }, index) => ({
    user_id: author.id,
    content,
    is_published: !isDraft,
    hours_ago: 5 * (SAMPLE_POSTS.length - 1 - index),
  }));
  const [, created] = await sql.transaction([
    sql.query('lock table posts in share row exclusive mode'),
    sql.query(
      `insert into posts (user_id, content, is_published, created_at)
       select user_id, content, is_published, now() - hours_ago * interval '1 hour'
       from json_to_recordset($2) as sample (user_id uuid, content text, is_published boolean, hours_ago int)
       where not exists (select from posts where user_id = any ($1))
       returning id`,
      [SAMPLE_AUTHORS.map(({ id }) => id), JSON.stringify(samples)],
    ),
  ]);
  return created?.length ?? 0;
}

await runAsScript(import.meta.url, {
  usage: 'npm run db:seed',
  main: async () => {
    const count = await onDatabase(databaseUrl(), seed);
    return count === 0 ? 'The sample posts already exist.' : `Created ${count} sample posts.`;
  },
});
