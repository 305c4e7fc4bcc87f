import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { writeVariables } from '@/scripts/env-file';
import { chooseVariables } from '@/scripts/setup/neon-variables';
import { runScript, startTestNeon, type TestNeon, waitForExit } from '../support/neon';

const NEON_OPTIONS = [
  ...['neon', '--database-url', 'postgresql://owner:secret@ep-a.aws.neon.tech/neondb'],
  ...['--auth-url', 'https://ep-a.neonauth.aws.neon.tech/neondb/auth'],
];

let neon: TestNeon;
/** A copy of the project without env files. */
let project: string;
let envFile: string;

beforeAll(async () => {
  neon = await startTestNeon();
});
afterAll(() => neon.stop());
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'setup-'));
  envFile = path.join(project, '.env.local');
  for (const name of ['lib', 'scripts', 'drizzle', 'node_modules', 'package.json', 'tsconfig.json'])
    await symlink(path.resolve(name), path.join(project, name));
});
afterEach(() => rm(project, { recursive: true }));

/** Runs a script in the project without the developer's variables. Returns its exit code and output. */
async function run(...args: string[]): Promise<[number | null, string]> {
  const script = runScript(args, {}, { cwd: project });
  return [await waitForExit(script), script.output()];
}

/** Returns a variable as Next.js reads it from the project's env files. */
async function asNextReads(name: string): Promise<string> {
  const script = `import('./scripts/environment.ts').then(({ loadEnvironmentFiles }) => {
    loadEnvironmentFiles();
    console.log(process.env.${name});
  })`;
  const reader = runScript(['-e', script], { NODE_ENV: 'development' }, { cwd: project });
  expect(await waitForExit(reader)).toBe(0);
  return reader.output().trim();
}

describe('setup neon', () => {
  test('writes .env.local with a new secret, migrates, and checks the set-up', async () => {
    const { DATABASE_URL, NEON_AUTH_BASE_URL } = neon.environment;
    await fetch(`${NEON_AUTH_BASE_URL}/.well-known/jwks.json`);
    const flags = ['--database-url', `psql '${DATABASE_URL}'`, '--auth-url', `${NEON_AUTH_BASE_URL}/`, '--session'];
    const [code, output] = await run('scripts/setup.ts', 'neon', ...flags);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/Wrote \.env\.local\.\nApplied \d+ migrations\.\n[\s\S]*Everything works\./),
    ]);
    const text = await readFile(envFile, 'utf8');
    expect(text).toContain(`DATABASE_URL="${DATABASE_URL}"\n`);
    expect(text).toMatch(/^NEON_AUTH_COOKIE_SECRET="[\w+/]{43}="$/m);
    expect((await stat(envFile)).mode & 0o777).toBe(0o600);
    const [row] = await connect(DATABASE_URL)`select to_regclass('public.rate_limits') is not null as exists`;
    expect(row).toEqual({ exists: true });

    // A second run needs no flags and changes nothing.
    expect(await run('scripts/setup.ts', 'neon')).toEqual([0, expect.stringContaining('Applied 0 migrations.')]);
    expect(await readFile(envFile, 'utf8')).toBe(text);
  });

  test('exits with 1 when a check fails', async () => {
    const { DATABASE_URL, NEON_AUTH_BASE_URL } = neon.environment;
    const flags = ['--database-url', DATABASE_URL, '--auth-url', `${NEON_AUTH_BASE_URL}/wrong`];
    expect(await run('scripts/setup.ts', 'neon', ...flags)).toEqual([
      1,
      expect.stringMatching(/✗ Neon Auth[\s\S]*1 check failed/),
    ]);
  });

  test('runs the doctor when the database does not respond, and says what was written and how to return to local Neon', async () => {
    const flags = ['--database-url', 'postgresql://owner:secret@ep-a.invalid/neondb'];
    const [code, output] = await run('scripts/setup.ts', 'neon', ...flags, '--auth-url', 'https://ep-a.invalid/auth');
    expect([code, output]).toEqual([1, expect.stringMatching(/^Wrote \.env\.local\.\nThe database does not respond/)]);
    expect(output).toMatch(/✗ Database +SQL over HTTP to ep-a\.invalid failed: the host name was not found/);
    expect(output).toMatch(/Correct \.env\.local, or .*--database-url.*\n.*return to local Neon, delete \.env\.local/);
    expect(output).not.toMatch(/fetch failed|Start the app/);
  });

  test('shows the error of a migration before the findings of the doctor', async () => {
    const { DATABASE_URL, NEON_AUTH_BASE_URL } = neon.environment;
    const wrong = Object.assign(new URL(DATABASE_URL), { password: 'wrong' }).href;
    const [code, output] = await run(
      'scripts/setup.ts',
      'neon',
      '--database-url',
      wrong,
      '--auth-url',
      NEON_AUTH_BASE_URL,
    );
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(
        /\nPostgres rejected the user or password in DATABASE_URL\.\n[\s\S]*✗ Database +Postgres rejected[\s\S]*delete \.env\.local/,
      ),
    ]);
  });

  test('treats the values of .env.example as missing', async () => {
    await writeFile(envFile, await readFile('.env.example'));
    expect(await run('scripts/setup.ts', 'neon')).toEqual([1, expect.stringMatching(/^DATABASE_URL is needed/)]);
    const { DATABASE_URL, NEON_AUTH_BASE_URL } = neon.environment;
    const variables = await chooseVariables(envFile, { DATABASE_URL, NEON_AUTH_BASE_URL }, null);
    expect(variables).toMatchObject({ DATABASE_URL, NEON_AUTH_COOKIE_SECRET: expect.stringMatching(/^.{44}$/) });
  });

  test.each([
    [['neon'], /^DATABASE_URL is needed: the connection string.* Pass --database-url\.$/m],
    [['neon', '--database-url', 'localhost'], /^DATABASE_URL is not valid: .* Pass --database-url\.$/m],
    [[...NEON_OPTIONS, '--app-url', 'nope'], /^APP_URL is not valid: .* Pass --app-url\.$/m],
    [['neon', '--databaseurl', 'x'], /^Unknown option '--databaseurl'\. Usage: npm run setup/],
    [['other'], /^Unexpected argument 'other'\. Usage: npm run setup -- .*neon/s],
  ])('without a terminal never waits: %j', async (args, message) => {
    expect(await run('scripts/setup.ts', ...args)).toEqual([1, expect.stringMatching(message)]);
    expect(existsSync(envFile)).toBe(false);
  });
});

describe('in a terminal, setup neon', () => {
  test('asks for what is missing, and again after an invalid answer', async () => {
    const { DATABASE_URL, NEON_AUTH_BASE_URL } = neon.environment;
    const answers = ['localhost', ` "${DATABASE_URL}" `, NEON_AUTH_BASE_URL];
    const questions: string[] = [];
    const variables = await chooseVariables(envFile, {}, async (question) => {
      questions.push(question);
      return answers.shift() ?? '';
    });
    expect(questions).toEqual([
      expect.stringMatching(/^DATABASE_URL is needed: the connection string: Neon Console/),
      expect.stringMatching(/^DATABASE_URL is not valid/),
      expect.stringMatching(/^NEON_AUTH_BASE_URL is needed/),
    ]);
    expect(variables).toMatchObject({ DATABASE_URL, NEON_AUTH_BASE_URL });
  });

  test('gives up after some invalid answers', async () => {
    await expect(chooseVariables(envFile, {}, async () => 'x')).rejects.toThrow('DATABASE_URL is not valid');
  });
});

describe('.env.local', () => {
  test('keeps its other lines, and values survive that Next.js would change', async () => {
    await writeFile(envFile, '# Mine\nOTHER=1\nexport URL=old\n');
    writeVariables(envFile, { URL: 'postgresql://a:b$HOME#c@host/db' });
    expect((await readFile(envFile, 'utf8')).split('\n').slice(0, 2)).toEqual(['# Mine', 'OTHER=1']);
    expect(await asNextReads('OTHER')).toBe('1');
    expect(await asNextReads('URL')).toBe('postgresql://a:b$HOME#c@host/db');
  });
});

test('the doctor names the file of production, which it does not read', async () => {
  await writeFile(path.join(project, '.env.production.local'), 'APP_URL=https://app.example\n');
  const [, output] = await run('scripts/doctor.ts');
  expect(output).toMatch(
    /^! \.env\.production\.local +isn't read without NODE_ENV=production\n +Fix: .*npm run doctor\n/,
  );
});
