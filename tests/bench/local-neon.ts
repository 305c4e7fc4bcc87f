// `npm run bench:local`: how long local Neon takes to start, and how much memory it keeps. Side by side with Node alone.
import { rm } from 'node:fs/promises';
import { connect } from '../../lib/db/connection';
import { ended, newFolder, run, startTestNeon } from '../support/neon';

const RUNS = 3;

async function best(work: () => Promise<number>): Promise<number> {
  const times = [];
  for (let count = 0; count < RUNS; count += 1) times.push(await work());
  return Math.min(...times);
}

/** From the start of the process to the answer to a first query, in milliseconds. */
async function startUp(folder: string): Promise<number> {
  const begun = performance.now();
  const neon = await startTestNeon(folder);
  await connect(neon.environment.DATABASE_URL)`select 1`;
  const took = performance.now() - begun;
  const status: { residentBytes: number } = await (await fetch(`${neon.origin}/status.json`)).json();
  residentBytes = status.residentBytes;
  await neon.stop();
  return took;
}

let residentBytes = 0;
const node = await best(async () => {
  const begun = performance.now();
  await ended(run(['-e', '0'], {}));
  return performance.now() - begun;
});
const fresh = await best(async () => {
  const folder = await newFolder();
  const took = await startUp(folder);
  await rm(folder, { recursive: true });
  return took;
});
const folder = await newFolder();
await startUp(folder);
const existing = await best(() => startUp(folder));
await rm(folder, { recursive: true });

const line = (what: string, ms: number) =>
  console.log(`${what.padEnd(32)} ${(ms / 1000).toFixed(2)} s   ${(ms / node).toFixed(1)} x`);
line('Node with tsx, doing nothing', node);
line('local Neon on a new folder', fresh);
line('local Neon on an existing folder', existing);
console.log(`resident memory, reopened         ${Math.round(residentBytes / 2 ** 20)} MB`);
