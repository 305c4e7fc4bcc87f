// `npm run bench:local`: measures the startup time and memory of local Neon, compared to plain Node, and its memory after 100,000 requests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../lib/db/connection';
import { newFolder, runScript, startTestNeon, waitForExit } from '../support/neon';

const RUNS = 3;
/** For the memory: most to SQL over HTTP, one in a hundred to Neon Auth. */
const REQUESTS = Number(process.env.REQUESTS || 100_000);
const CONCURRENCY = 8;

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
  residentBytes = await readMemory(neon.origin);
  await neon.stop();
  return duration;
}

async function readMemory(origin: string): Promise<number> {
  const status: { residentBytes: number } = await (await fetch(`${origin}/status.json`)).json();
  return status.residentBytes;
}

/** Returns the resident memory after all requests. Each twentieth writes a row, and each returns a hundred. */
async function measureMemory(): Promise<number> {
  const neon = await startTestNeon();
  const sql = connect(neon.environment.DATABASE_URL);
  await sql`create table measured (id int, text text)`;
  let sent = 0;
  const send = async () => {
    while (sent < REQUESTS) {
      sent += 1;
      if (sent % 100 === 0) await (await fetch(`${neon.environment.NEON_AUTH_BASE_URL}/get-session`)).text();
      else if (sent % 20 === 0) await sql`insert into measured values (${sent}, repeat('a', 1000))`;
      else await sql`select n, repeat('b', 20) as text from generate_series(1, 100) n where n <> ${sent}`;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, send));
  const bytes = await readMemory(neon.origin);
  await neon.stop();
  return bytes;
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
const printMemory = (label: string, bytes: number) =>
  console.log(`resident memory, ${label.padEnd(24)} ${Math.round(bytes / 2 ** 20)} MB`);
printMemory('existing folder', residentBytes);
printMemory(`${REQUESTS} requests`, await measureMemory());
