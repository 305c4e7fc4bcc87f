// `npm test`: every check, three at a time, and a summary.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandArguments, unknownArgument } from '../scripts/arguments';
import { browserVersion, ensureBrowser } from './support/browser';
import { ensureBuild, type Variant } from './support/build';
import { type Result, runSteps, type Step } from './support/steps';
import { temporaryFolder } from './support/temporary-folder';

/** For the reports of the steps, and for what the tests write to the system's folder for temporary files. */
const temporary = temporaryFolder();
/** The scripts of the commands, to run them without a shell. */
const COMMANDS = {
  biome: '@biomejs/biome/bin/biome',
  next: 'next/dist/bin/next',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

/** Runs a command and prints its output when it ends, so that the output of two steps does not mix. */
function run(title: string, command: keyof typeof COMMANDS, args: string[], environment: Record<string, string> = {}) {
  const start = Date.now();
  return new Promise<{ succeeded: boolean; seconds: number }>((resolve) => {
    const child = spawn(process.execPath, [`node_modules/${COMMANDS[command]}`, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', TMPDIR: temporary, ...environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    child.once('exit', (code) => {
      const seconds = Math.round((Date.now() - start) / 1_000);
      console.log(`\n— ${title}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n${output.trimEnd()}`);
      resolve({ succeeded: code === 0, seconds });
    });
  });
}

function check(title: string, command: keyof typeof COMMANDS, args: string[]): Step {
  return {
    title,
    run: async () => {
      const { succeeded, seconds } = await run(title, command, args);
      return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0, seconds };
    },
  };
}

function vitest(title: string, project: string, needs: string[] = []): Step {
  const report = path.join(temporary, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    title,
    needs,
    run: async () => {
      const ended = await run(title, 'vitest', ['run', '--project', project, ...reporters]);
      const {
        numPassedTests: passed = 0,
        numFailedTests: failed = 0,
        numPendingTests: skipped = 0,
      } = readReport(report);
      return counted(ended, { passed, failed, skipped });
    },
  };
}

function playwright(title: string, needs: string[]): Step {
  const report = path.join(temporary, 'browser.json');
  return {
    title,
    needs,
    run: async () => {
      const variables = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const ended = await run(title, 'playwright', ['test', '--reporter=line,json'], variables);
      const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(report).stats ?? {};
      return counted(ended, { passed: expected + flaky, failed: unexpected, skipped });
    },
  };
}

/** A runner that fails without naming a test, or that ran no test, has failed. */
function counted(
  { succeeded, seconds }: { succeeded: boolean; seconds: number },
  counts: { passed: number; failed: number; skipped: number },
): Result {
  const isFailure = !succeeded || counts.passed === 0;
  return { seconds, ...counts, failed: isFailure ? Math.max(1, counts.failed) : counts.failed };
}

interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  stats?: { expected?: number; unexpected?: number; flaky?: number; skipped?: number };
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function build(variant: Variant): Step {
  const title = `Build ${variant}`;
  return {
    title,
    run: async () => {
      const start = Date.now();
      const failure = await ensureBuild(variant).then(
        () => null,
        (error: unknown) => error,
      );
      const seconds = Math.round((Date.now() - start) / 1_000);
      console.log(`\n— ${title}: ${failure ? 'FAILED' : 'passed'} in ${seconds} s\n${failure ?? ''}`);
      return { passed: failure ? 0 : 1, failed: failure ? 1 : 0, skipped: 0, seconds };
    },
  };
}

const [unknown] = commandArguments();
if (unknown !== undefined) {
  console.error(unknownArgument(unknown, 'npm test'));
  process.exit(1);
}
const start = Date.now();
const browser = browserVersion(ensureBrowser());
// The types of routes, which both the type check and the build need.
await run('Route types', 'next', ['typegen']);
const [product, withoutCapabilities] = [build('product'), build('without-capabilities')];
// Long steps first, each soon after what it needs.
const steps = [
  product,
  vitest('Integration tests', 'integration'),
  vitest('Local Neon', 'local'),
  withoutCapabilities,
  // One test at a time.
  vitest('Attacks', 'attack', [product.title]),
  playwright('Browser tests', [product.title, withoutCapabilities.title]),
  vitest('HTTP tests', 'http', [product.title, withoutCapabilities.title]),
  vitest('Unit tests', 'unit'),
  vitest('Contract tests', 'contract'),
  check('Types', 'tsc', ['--noEmit']),
  check('Lint', 'biome', ['check']),
];
const results = await runSteps(steps, 3);

const total = (of: 'passed' | 'failed' | 'skipped') =>
  [...results.values()].reduce((sum, result) => sum + result[of], 0);
const database = process.env.NEON_LOCAL_POSTGRES ? 'the PostgreSQL server in NEON_LOCAL_POSTGRES' : 'PGlite';
console.log(`\nIn ${browser} and ${database}, on Node ${process.version}:`);
for (const [title, { passed, failed, seconds }] of results)
  console.log(`${title}: ${passed} passed, ${failed} failed, ${seconds} s`);
console.log(`Total: ${Math.round((Date.now() - start) / 1_000)} s\n`);
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') === 0 ? 0 : 1;
