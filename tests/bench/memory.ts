// Whether the app keeps what it should let go: its memory after a warm-up, and after many requests of many sessions.
import { execFileSync } from 'node:child_process';
import { connect } from '../../lib/db/connection';
import { build, startTestApp } from '../support/app';
import { SESSION_TOKEN } from '../support/people';

const [SESSIONS, REQUESTS, WARM_UP] = [10_000, Number(process.argv[2] ?? 100_000), 5_000];
const AT_ONCE = 20;

build();
const app = await startTestApp();
try {
  const sql = connect(app.neon.environment.DATABASE_URL);
  await sql.transaction([
    sql`insert into neon_auth.user (id, name, email, "emailVerified")
        select gen_random_uuid(), 'Somebody', gen_random_uuid() || '@example.com', false from generate_series(1, ${SESSIONS})`,
    sql`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
        select id, 'token-' || row_number() over (), now() + interval '1 day', now() from neon_auth.user`,
  ]);
  await send(WARM_UP);
  const before = megabytes();
  await send(REQUESTS);
  const after = megabytes();
  console.log(`After ${WARM_UP} requests ${before} MB, after ${REQUESTS} more, of ${SESSIONS} sessions, ${after} MB.`);
  console.log(`That is ${((after / before - 1) * 100).toFixed(1)} % more.`);
} finally {
  await app.stop();
}

/** Asks for the feed as JSON and as a page, in turn, each time in another session. */
async function send(count: number): Promise<void> {
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const turn = sent++;
      const cookie = `${SESSION_TOKEN}=token-${1 + (turn % SESSIONS)}.signature`;
      const answer = await fetch(app.url + (turn % 10 === 0 ? '/posts/new' : '/api/posts'), { headers: { cookie } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${answer.status} at request ${turn}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** What the server holds in memory. */
function megabytes(): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(app.process.pid)], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1024);
}
