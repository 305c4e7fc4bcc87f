// `npm run bench:start`: how long local Neon and `npm run dev` take to start, compared to plain Node and an empty Next.js app.
// It removes the caches of `next dev` and of local Neon, so stop both first.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../lib/db/connection';
import { freePort } from '../support/app';
import {
  pollUntil,
  type RunningProcess,
  runNode,
  runScript,
  startTestNeon,
  stopProcess,
  waitForExit,
} from '../support/neon';
import { ensureBaseline } from './baselines';
import { goalRow, report, table } from './report';

const RUNS = 3;
const NEXT = 'node_modules/next/dist/bin/next';
let residentBytes = 0;

/** Measures how long work takes, in milliseconds. */
async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Measures the time from the start of local Neon to the first query result. */
async function startNeon(folder: string): Promise<number> {
  let neon: Awaited<ReturnType<typeof startTestNeon>> | undefined;
  const duration = await time(async () => {
    neon = await startTestNeon(folder);
    await connect(neon.environment.DATABASE_URL)`select 1`;
  });
  const status: { residentBytes: number } = await (await fetch(`${neon?.origin}/status.json`)).json();
  residentBytes = status.residentBytes;
  await neon?.stop();
  return duration;
}

/** Measures the time from the start of a command to its first page, without the cache of `next dev`. */
async function firstPage(cache: string, start: (port: string) => RunningProcess): Promise<number> {
  await rm(cache, { recursive: true, force: true });
  const port = String(await freePort());
  const child = start(port);
  const duration = await time(() =>
    pollUntil(child, () =>
      fetch(`http://localhost:${port}`).then(
        ({ ok }) => ok || null,
        () => null,
      ),
    ),
  );
  await stopProcess(child);
  return duration;
}

async function withNewFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'neon-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where local Neon keeps a prepared cluster for new folders. */
const CLUSTERS = 'node_modules/.cache/local-neon';

const empty = await ensureBaseline('empty');
const fastest = {
  first: Infinity,
  node: Infinity,
  fresh: Infinity,
  existing: Infinity,
  empty: Infinity,
  dev: Infinity,
};
// Interleaved, so that a busy moment of the machine affects all of them.
for (let run = 0; run < RUNS; run += 1) {
  const keep = (name: keyof typeof fastest, duration: number) => {
    fastest[name] = Math.min(fastest[name], duration);
  };
  keep('node', await time(() => waitForExit(runScript(['-e', '0'], {}))));
  await rm(CLUSTERS, { recursive: true, force: true });
  await withNewFolder(async (folder) => keep('first', await startNeon(folder)));
  await withNewFolder(async (folder) => {
    keep('fresh', await startNeon(folder));
    keep('existing', await startNeon(folder));
  });
  keep('empty', await firstPage(`${empty}/.next/dev`, (PORT) => runNode([NEXT, 'dev', empty], { PORT })));
  await withNewFolder(async (folder) => {
    const environment = { NEON_LOCAL_DATA: folder, NEON_LOCAL_PORT: '0' };
    const start = (PORT: string) => runScript(['scripts/dev.ts', 'next', 'dev'], { ...environment, PORT });
    keep('dev', await firstPage('.next/dev', start));
  });
}

const row = (what: string, duration: number, base: number) => [
  what,
  (duration / 1_000).toFixed(2),
  (duration / base).toFixed(1),
];
const times = table(
  ['start', 'seconds', 'ratio'],
  [
    row('Node with tsx, empty script', fastest.node, fastest.node),
    row('local Neon, first start after `npm install`', fastest.first, fastest.node),
    row('local Neon, new folder', fastest.fresh, fastest.node),
    row('local Neon, existing folder', fastest.existing, fastest.node),
    row('empty Next.js app, `next dev`, first page', fastest.empty, fastest.empty),
    row('`npm run dev` with a new folder, first page', fastest.dev, fastest.empty),
  ],
);
const goals = table(
  ['start', 'result', 'goal', 'reached'],
  [
    goalRow(
      'local Neon, first start after `npm install`, on top of Node, in seconds',
      (fastest.first - fastest.node) / 1_000,
      2,
    ),
    goalRow('local Neon, new folder, on top of Node, in seconds', (fastest.fresh - fastest.node) / 1_000, 2),
    goalRow('first page of `npm run dev` / empty Next.js app', fastest.dev / fastest.empty, 1.3),
  ],
);
report(
  'bench:start',
  `${times}\n\nLocal Neon uses ${Math.round(residentBytes / 2 ** 20)} MB with an existing folder.\n\n${goals}`,
);
