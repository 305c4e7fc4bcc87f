// `npm run bench:memory`: detects memory leaks. Compares memory after a warm-up and after many requests from many sessions.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { connect } from '../../lib/db/connection';
import { startTestApp } from '../support/app';
import { ensureBuild } from '../support/build';
import { SESSION_TOKEN } from '../support/people';

const [SESSIONS, REQUESTS, WARM_UP] = [10_000, Number(process.argv[2] ?? 100_000), 5_000];
const CONCURRENCY = 20;

await ensureBuild('product');
const report = pathToFileURL('tests/bench/report-memory.mjs').href;
const app = await startTestApp('.', { NODE_OPTIONS: `--import ${report}` });
try {
  const sql = connect(app.neon.environment.DATABASE_URL);
  await sql.transaction([
    sql`insert into neon_auth.user (id, name, email, "emailVerified")
        select gen_random_uuid(), 'Test user', gen_random_uuid() || '@example.com', false from generate_series(1, ${SESSIONS})`,
    sql`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
        select id, 'token-' || row_number() over (), now() + interval '1 day', now() from neon_auth.user`,
  ]);
  await send(WARM_UP);
  const before = await memory();
  for (let part = 1; part <= 4; part += 1) {
    await send(REQUESTS / 4);
    const { retained, rss } = await memory();
    const growth = ((retained / before.retained - 1) * 100).toFixed(1);
    console.log(
      `Retained after ${WARM_UP} requests: ${before.retained.toFixed(1)} MB; after ${(part * REQUESTS) / 4} more: ${retained.toFixed(1)} MB (growth: ${growth} %; resident: ${rss.toFixed(0)} MB)`,
    );
  }
} finally {
  await app.stop();
}

/** Requests the feed as JSON, and a page every tenth time. Rotates through all sessions. */
async function send(count: number): Promise<void> {
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const index = sent++;
      const cookie = `${SESSION_TOKEN}=token-${1 + (index % SESSIONS)}.signature`;
      const response = await fetch(app.url + (index % 10 === 0 ? '/posts/new' : '/api/posts'), { headers: { cookie } });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${response.status} at request ${index}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

/** Returns the memory retained after garbage collection and the resident set size, in MB. */
async function memory(): Promise<{ retained: number; rss: number }> {
  const reports = () =>
    [...readFileSync(app.log, 'utf8').matchAll(/^memory (.*)$/gm)].map(([, json = '']) => JSON.parse(json));
  const count = reports().length;
  app.process.kill('SIGUSR2');
  while (reports().length === count) await wait(50);
  const { retained, rss } = reports().at(-1);
  return { retained: retained / 2 ** 20, rss: rss / 2 ** 20 };
}
