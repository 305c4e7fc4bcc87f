// `npm test`: runs every check in sequence and prints a summary.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce } from './support/app';
import { browserVersion, ensureBrowser } from './support/browser';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(path.join(tmpdir(), 'test-reports-'));
/** Paths of the commands' scripts in node_modules: running them with Node works without a shell on every OS. */
const COMMANDS: Record<string, string> = {
  biome: '@biomejs/biome/bin/biome',
  next: 'next/dist/bin/next',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

/** Runs a command with inherited output. @returns whether it succeeded */
function runCommand(title: string, command: string[], environment: Record<string, string> = {}): boolean {
  console.log(`\n— ${title}`);
  const [program = '', ...args] = command;
  const { status } = spawnSync(process.execPath, [`node_modules/${COMMANDS[program]}`, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

function vitestCounts(project: string): Counts {
  const report = path.join(reports, `${project}.json`);
  const reporterFlags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const passed = runCommand(`${project} tests`, ['vitest', 'run', '--project', project, ...reporterFlags]);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(report);
  return atLeastOneFailure(passed, { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests });
}

function playwrightCounts(): Counts {
  const report = path.join(reports, 'e2e.json');
  const passed = runCommand('end-to-end tests', ['playwright', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(report).stats ?? {};
  return atLeastOneFailure(passed, { passed: expected, failed: unexpected + flaky, skipped });
}

/** Counts a failed run as at least one failure, even if its report has none or is missing. */
function atLeastOneFailure(passed: boolean, counts: Counts): Counts {
  return passed ? counts : { ...counts, failed: Math.max(1, counts.failed) };
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

const browser = browserVersion(ensureBrowser());
const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const database = process.env.NEON_LOCAL_POSTGRES
  ? 'the PostgreSQL server in NEON_LOCAL_POSTGRES'
  : `Postgres in PGlite ${devDependencies['@electric-sql/pglite']}`;
const checks = [
  runCommand('types', ['next', 'typegen']) && runCommand('types', ['tsc']),
  runCommand('lint', ['biome', 'check']),
];
const unit = vitestCounts('unit');
const integration = vitestCounts('integration');
// Attack and end-to-end tests share one build.
buildOnce();
const attack = vitestCounts('attack');
const e2e = playwrightCounts();
rmSync(reports, { recursive: true });

const all = [unit, integration, attack, e2e];
const total = (key: keyof Counts) => all.reduce((sum, counts) => sum + counts[key], 0);
const failedChecks = checks.filter((passed) => !passed).length;
console.log(`
Types and lint: ${failedChecks === 0 ? 'clean' : `${failedChecks} of 2 checks failed`}
Unit tests: ${unit.passed} passed, ${unit.failed} failed
Integration tests: ${integration.passed} passed, ${integration.failed} failed, on ${database}
Attack tests: ${attack.passed} passed, ${attack.failed} failed
End-to-end tests: ${e2e.passed} passed, ${e2e.failed} failed, in ${browser}, on ${database}

${total('passed')} passed, ${total('failed') + failedChecks} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') + failedChecks === 0 ? 0 : 1;
