import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runBranchCommand } from '../branches/command';
import { requestBranch } from '../branches/endpoint';
import { readCredentials, removeDataFolder } from '../data-folder';
import { StartError } from '../start-error';
import { USAGE } from '../usage';
import { connect } from './support/connect';
import { newFolder, RUN, startTestNeon, type TestNeon } from './support/neon';
import { newPerson } from './support/people';
import { runScript, waitForExit } from './support/process';

const NAMES =
  'Use up to 63 lowercase letters, digits, hyphens, underscores and periods, with a letter or digit first and last. Reserved: main, create, list, delete, reset.';

let folder: string;
let running: TestNeon[];
beforeEach(async () => {
  folder = await newFolder();
  running = [];
});
afterEach(async () => {
  for (const neon of running) await neon.stop();
  // Drops the databases on a PostgreSQL server, too.
  await readCredentials(folder);
  await removeDataFolder(folder, process.env.NEON_LOCAL_POSTGRES);
});

async function start(name?: string): Promise<TestNeon> {
  const neon = await startTestNeon(folder, name);
  running.push(neon);
  return neon;
}

async function stop(neon: TestNeon): Promise<void> {
  running = running.filter((other) => other !== neon);
  await neon.stop();
}

/** Runs local Neon with arguments, as a branch if it has a name. Returns its exit code and what it prints. */
async function run(args: string[], name = ''): Promise<[number | null, string]> {
  const command = runScript([RUN, ...args], { NEON_LOCAL_DATA: folder, NEON_LOCAL_BRANCH: name });
  return [await waitForExit(command), command.output().trim()];
}

/** What `npm run neon branch` does with arguments, without a process. */
function branch(...args: string[]): Promise<[number, string]> {
  return runBranchCommand({ folder, postgres: process.env.NEON_LOCAL_POSTGRES }, args).then(
    (output) => [0, output],
    (error) => {
      if (error instanceof StartError) return [1, error.message];
      throw error;
    },
  );
}

/** Returns the names in the table `notes`. */
const notesOf = async ({ environment }: TestNeon) =>
  (await connect(environment.DATABASE_URL)`select name from notes order by name`).map(({ name }) => name);
const addNote = ({ environment }: TestNeon, name: string) =>
  connect(environment.DATABASE_URL)`insert into notes values (${name})`;

async function startWithNotes(): Promise<TestNeon> {
  const main = await start();
  await connect(main.environment.DATABASE_URL)`create table notes (name text primary key)`;
  await addNote(main, 'first');
  return main;
}

function callAuth({ environment }: TestNeon, target: string, cookie: string, body?: object): Promise<Response> {
  return fetch(`${environment.NEON_AUTH_BASE_URL}/${target}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', cookie },
  });
}

test('a branch of a running local Neon has its data, users and sessions, and an address of its own', async () => {
  const main = await startWithNotes();
  const person = newPerson();
  const signUp = await callAuth(main, 'sign-up/email', '', person);
  const cookie = signUp.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  // Its key is encrypted with the secret.
  expect((await callAuth(main, 'token', cookie)).status).toBe(200);
  const { password } = new URL(main.environment.DATABASE_URL);
  expect(await run(['branch', 'preview'])).toEqual([
    0,
    `Created branch preview: a copy of main, with its users and sessions.

  Start it            NEON_LOCAL_BRANCH=preview npm run dev
  DATABASE_URL        postgresql://neondb_owner:${password}@localhost:4546/neondb
  NEON_AUTH_BASE_URL  http://127.0.0.1:4546/neondb/auth`,
  ]);
  const preview = await start('preview');
  expect(await notesOf(preview)).toEqual(['first']);
  const session = await (await callAuth(preview, 'get-session', cookie)).json();
  expect(session).toMatchObject({ user: { email: person.email } });
  expect((await callAuth(preview, 'token', cookie)).status).toBe(200);
  expect((await callAuth(preview, 'sign-in/email', '', person)).status).toBe(200);
  await addNote(preview, 'in preview');
  await addNote(main, 'in main');
  await callAuth(preview, 'sign-out', cookie, {});
  expect(await notesOf(preview)).toEqual(['first', 'in preview']);
  expect(await notesOf(main)).toEqual(['first', 'in main']);
  expect(await (await callAuth(preview, 'get-session', cookie)).json()).toBeNull();
  expect(await (await callAuth(main, 'get-session', cookie)).json()).toMatchObject({ user: { email: person.email } });
});

test('a branch of a stopped local Neon is reset to it and deleted, and is listed with its state', async () => {
  const main = await startWithNotes();
  await stop(main);
  expect(await branch('preview')).toEqual([0, expect.stringContaining('Created branch preview')]);
  expect(await branch('second')).toEqual([0, expect.stringContaining('localhost:4547/')]);
  const preview = await start('preview');
  await addNote(preview, 'in preview');
  const [, listed] = await branch('list');
  const copied = String.raw`copied from main on \d{4}-\d\d-\d\d at \d\d:\d\d UTC`;
  expect(listed).toMatch(
    new RegExp(`^main     stopped\npreview  ${preview.origin} +${copied}\nsecond   stopped +${copied}$`),
  );
  for (const command of ['reset', 'delete']) {
    expect(await branch(command, 'preview')).toEqual([1, 'Branch preview is running. Stop it first.']);
  }
  await stop(preview);
  await addNote(await start(), 'later');
  expect(await branch('reset', 'preview')).toEqual([
    0,
    expect.stringMatching(/^Reset branch preview: it is a copy of main again, [\s\S]*localhost:4546\//),
  ]);
  expect(await notesOf(await start('preview'))).toEqual(['first', 'later']);
  expect(await branch('delete', 'second')).toEqual([0, 'Deleted branch second, with its data.']);
  expect((await branch('list'))[1]).not.toContain('second');
  expect(await branch('delete', 'second')).toEqual([
    1,
    'Branch second not found. Create it with npm run neon branch second.',
  ]);
});

test('a copy waits for the running statement and contains what it writes, and later statements wait for the copy', async () => {
  const main = await start();
  const sql = connect(main.environment.DATABASE_URL);
  await sql`create table waits (name text)`;
  const received = async () => (await (await fetch(`${main.origin}/calls.json`)).json())['POST /sql'];
  const running = sql`insert into waits select 'running' from pg_sleep(3)`.then(() => {});
  await expect.poll(received, { timeout: 10_000 }).toBe(2);
  const copied = requestBranch(main.origin, { folder, name: 'preview', action: 'create' });
  const later = Array.from({ length: 20 }, (_, index) => sql`insert into waits values (${`later ${index}`})`);
  await Promise.all([running, copied, ...later]);
  expect(await sql`select count(*)::int as rows from waits`).toEqual([{ rows: 21 }]);
  const copy = connect((await start('preview')).environment.DATABASE_URL);
  expect(await copy`select name from waits where name = 'running'`).toEqual([{ name: 'running' }]);
});

describe('without a copy, the reason is printed in one line', () => {
  test.each([
    [['preview'], 'Local Neon has no data yet. Start it once with npm run dev, then create the branch.'],
    [['reset', 'preview'], 'Branch preview not found. Create it with npm run neon branch preview.'],
    [['delete', 'preview'], 'Branch preview not found. Create it with npm run neon branch preview.'],
    [['../other'], `../other can't be the name of a branch. ${NAMES}`],
    [['delete', '..'], `.. can't be the name of a branch. ${NAMES}`],
    [['Preview'], `Preview can't be the name of a branch. ${NAMES}`],
    [['create'], `create can't be the name of a branch. ${NAMES}`],
    [['a'.repeat(64)], `${'a'.repeat(64)} can't be the name of a branch. ${NAMES}`],
    [['main'], `main can't be the name of a branch. ${NAMES}`],
    [[], `The name of the branch is missing. Usage: ${USAGE}`],
    [['reset'], `The name of the branch is missing. Usage: ${USAGE}`],
    [['preview', 'now'], `Unknown argument: now. Usage: ${USAGE}`],
    [['list', 'all'], `Unknown argument: all. Usage: ${USAGE}`],
    [['--parent'], `Unknown argument: --parent. Usage: ${USAGE}`],
  ])('%j', async (args, message) => {
    const main = { folder: path.join(folder, 'unused'), postgres: process.env.NEON_LOCAL_POSTGRES };
    await expect(runBranchCommand(main, args)).rejects.toThrow(new StartError(message));
  });

  test('a name that exists', async () => {
    await mkdir(path.join(folder, 'branches/preview'), { recursive: true });
    const file = { id: 'a', port: 4546, copiedAt: new Date().toISOString() };
    await writeFile(path.join(folder, 'branches/preview/branch.json'), JSON.stringify(file));
    await writeFile(path.join(folder, 'branches/preview/secret'), 'a'.repeat(64));
    expect(await branch('preview')).toEqual([
      1,
      'Branch preview already exists. To copy main again, use npm run neon branch reset preview.',
    ]);
  });

  test('the start of a branch that does not exist, and a reset of all data from within a branch', async () => {
    const notFound = 'Branch preview not found. Create it with npm run neon branch preview.';
    expect(await run([], 'preview')).toEqual([1, notFound]);
    expect(await run(['reset'], 'preview')).toEqual([
      1,
      'NEON_LOCAL_BRANCH is set, and reset removes main with all branches. Unset it, or use npm run neon branch reset preview.',
    ]);
  });
});

test("a request for another data folder's branch, or from another site, copies nothing", async () => {
  const { origin } = await start();
  const post = async (body: object, headers: Record<string, string> = {}) =>
    (await fetch(`${origin}/branches`, { method: 'POST', body: JSON.stringify(body), headers })).status;
  expect(await post({ folder: '/other', name: 'preview', action: 'create' })).toBe(400);
  expect(await post({ folder, name: 'preview', action: 'create' }, { origin: 'https://evil.example' })).toBe(403);
  expect((await branch('list'))[1]).not.toContain('preview');
});
