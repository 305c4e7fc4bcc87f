import { connect } from '../lib/db/connection';
import { SAMPLE_AUTHOR } from '../lib/posts/post';
import { databaseUrl, runAsScript } from './environment';

/** Includes a draft, so that a leaked draft is easy to notice. */
const POSTS = [
  { content: 'Hello from Neon', isPublished: true },
  { content: 'Welcome to your new backend', isPublished: true },
  { content: 'This draft is hidden until it is published', isPublished: false },
];

/** Creates the sample posts unless they exist, also when several seeds run at once. Returns the number created. */
export async function seed(databaseUrl: string): Promise<number> {
  const sql = connect(databaseUrl);
  const [, created] = await sql.transaction([
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
  return created?.length ?? 0;
}

await runAsScript(import.meta.url, {
  usage: 'npm run db:seed',
  main: async () => {
    const count = await seed(databaseUrl());
    return count === 0 ? 'The sample posts already exist.' : `Created ${count} sample posts.`;
  },
});
