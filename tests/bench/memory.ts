// Whether the app keeps what it should let go: its memory after a warm-up, and after many requests of many sessions.
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { connect } from '../../lib/db/connection';
import { build, startTestApp } from '../support/app';
import { SESSION_TOKEN } from '../support/people';

const [SESSIONS, REQUESTS, WARM_UP] = [10_000, Number(process.argv[2] ?? 100_000), 5_000];
const AT_ONCE = 20;

build();
const report = pathToFileURL('tests/bench/report-memory.mjs').href;
const app = await startTestApp('.', { NODE_OPTIONS: `--import ${report}` });
try {
  const sql = connect(app.neon.environment.DATABASE_URL);
  await sql.transaction([
    sql`insert into neon_auth.user (id, name, email, "emailVerified")
        select gen_random_uuid(), 'Somebody', gen_random_uuid() || '@example.com', false from generate_series(1, ${SESSIONS})`,
    sql`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
        select id, 'token-' || row_number() over (), now() + interval '1 day', now() from neon_auth.user`,
  ]);
  await send(WARM_UP);
  const before = await memory();
  for (let part = 1; part <= 4; part += 1) {
    await send(REQUESTS / 4);
    const { kept, rss } = await memory();
    const growth = ((kept / before.kept - 1) * 100).toFixed(1);
    console.log(
      `After ${WARM_UP} requests it keeps ${before.kept.toFixed(1)} MB, after ${(part * REQUESTS) / 4} more ${kept.toFixed(1)} MB: ${growth} % more (${rss.toFixed(0)} MB resident).`,
    );
  }
} finally {
  await app.stop();
}

/** Asks for the feed as JSON, and for a page each tenth time, each time in another session. */
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

/** What the server keeps once all garbage is collected, and what it has of the machine, in MB. */
async function memory(): Promise<{ kept: number; rss: number }> {
  const reports = () => [...app.output().matchAll(/^memory (.*)$/gm)].map(([, json = '']) => JSON.parse(json));
  const known = reports().length;
  app.process.kill('SIGUSR2');
  while (reports().length === known) await wait(50);
  const { kept, rss } = reports().at(-1);
  return { kept: kept / 2 ** 20, rss: rss / 2 ** 20 };
}
