import { connect } from '../lib/db/connection';
import { SAMPLE_AUTHOR } from '../lib/posts/post';
import { runAsScript } from './environment';

/** Two published posts and a draft, so that there is something to see and something that must not be seen. */
const POSTS = [
  { content: 'Hello from Neon', isPublished: true },
  { content: 'Welcome to your new backend', isPublished: true },
  { content: 'This draft is hidden until it is published', isPublished: false },
];

/** Writes the sample posts once: a database that has any of them is left as it is, also by two seeds at the same time. */
export async function seed(databaseUrl: string): Promise<number> {
  const sql = connect(databaseUrl);
  const [, written] = await sql.transaction([
    sql.query('lock table posts in share row exclusive mode'),
    sql.query(
      `insert into posts (user_id, content, is_published)
       select $1, content, is_published
       from json_to_recordset($2) as sample (content text, is_published boolean)
       where not exists (select from posts where user_id = $1)
       returning id`,
      [
        SAMPLE_AUTHOR.id,
        JSON.stringify(POSTS.map(({ content, isPublished }) => ({ content, is_published: isPublished }))),
      ],
    ),
  ]);
  return written?.length ?? 0;
}

await runAsScript(import.meta.url, async (databaseUrl) => {
  const count = await seed(databaseUrl);
  return count === 0 ? 'The sample posts are there already.' : `Wrote ${count} sample posts.`;
});
