// `npm run bench:sql [posts]`: the buffers and time of each query of the lists, as the table grows to a million posts.
import { connect } from '../../lib/db/connection';
import type { Cursor } from '../../lib/posts/cursor';
import { migrate } from '../../scripts/migrate';
import { startTestNeon } from '../support/neon';
import { explain, fillPosts } from '../support/plans';
import { goalRow, report, table } from './report';

const LARGEST = Number(process.argv[2] ?? 1_000_000);
const SIZES = [100, 10_000, LARGEST];
const USERS = 100_000;
/** The largest number of buffers for each query. */
const GOALS = { 'first page': 8, 'page 5,000': 8, search: 60, 'own posts': 8, 'one post': 8 };

const neon = await startTestNeon();
try {
  const url = neon.environment.DATABASE_URL;
  await migrate(url);
  // The app's statements need its environment.
  Object.assign(process.env, neon.environment);
  const { ownPage, publishedPage, publishedPost, searchPage } = await import('../../lib/posts/statements');
  const sql = connect(url);
  const rows: string[][] = [];
  let last: Record<string, number> = {};
  for (const size of SIZES) {
    const author = await fillPosts(sql, { posts: size, users: Math.min(USERS, size) });
    const depth = Math.min(50_000, Math.floor(size / 2));
    const [at] = await sql.query(
      'select id, created_at from published_posts order by created_at desc, id desc offset $1 limit 1',
      [depth],
    );
    const cursor: Cursor = { direction: 'older', id: Number(at?.id), createdAt: new Date(at?.created_at) };
    const plans = {
      'first page': await explain(sql, publishedPage(null), { userId: author }),
      'page 5,000': await explain(sql, publishedPage(cursor), { userId: author }),
      search: await explain(sql, searchPage(null, 'own77'), { userId: author }),
      'own posts': await explain(sql, ownPage(null), { userId: author, role: 'app_user' }),
      'one post': await explain(sql, publishedPost(cursor.id), { userId: author }),
    };
    for (const [name, { blocks, milliseconds, scanned }] of Object.entries(plans)) {
      rows.push([
        name,
        size.toLocaleString('en'),
        String(blocks),
        milliseconds.toFixed(2),
        scanned.join(', ') || 'none',
      ]);
    }
    last = Object.fromEntries(Object.entries(plans).map(([name, { blocks }]) => [name, blocks]));
  }
  const measured = table(['query', 'posts', 'buffers', 'ms', 'tables read as a whole'], rows);
  const goals = Object.entries(GOALS).map(([name, goal]) => goalRow(name, last[name] ?? Number.NaN, goal, String));
  report(
    'bench:sql',
    `${measured}\n\n${table([`buffers at ${LARGEST.toLocaleString('en')} posts`, 'result', 'goal', 'reached'], goals)}`,
  );
} finally {
  await neon.stop();
}
