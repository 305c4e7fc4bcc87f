// `npm run bench:local`: measures the startup time and memory of local Neon, compared to plain Node.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../lib/db/connection';
import { newFolder, runScript, startTestNeon, waitForExit } from '../support/neon';

const RUNS = 3;

async function fastest(work: () => Promise<number>): Promise<number> {
  const times = [];
  for (let count = 0; count < RUNS; count += 1) times.push(await work());
  return Math.min(...times);
}

/** Measures the time from process start to the first query result, in milliseconds. */
async function measureStartup(folder: string): Promise<number> {
  const start = performance.now();
  const neon = await startTestNeon(folder);
  await connect(neon.environment.DATABASE_URL)`select 1`;
  const duration = performance.now() - start;
  const status: { residentBytes: number } = await (await fetch(`${neon.origin}/status.json`)).json();
  residentBytes = status.residentBytes;
  await neon.stop();
  return duration;
}

let residentBytes = 0;
const node = await fastest(async () => {
  const start = performance.now();
  await waitForExit(runScript(['-e', '0'], {}));
  return performance.now() - start;
});
const fresh = await fastest(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'neon-bench-'));
  const duration = await measureStartup(folder);
  await rm(folder, { recursive: true });
  return duration;
});
const folder = await newFolder();
await measureStartup(folder);
const existing = await fastest(() => measureStartup(folder));
await rm(folder, { recursive: true });

const printRow = (label: string, ms: number) =>
  console.log(`${label.padEnd(32)} ${(ms / 1000).toFixed(2)} s   ${(ms / node).toFixed(1)} x`);
printRow('Node with tsx, empty script', node);
printRow('local Neon, new folder', fresh);
printRow('local Neon, existing folder', existing);
console.log(`resident memory, existing folder  ${Math.round(residentBytes / 2 ** 20)} MB`);
