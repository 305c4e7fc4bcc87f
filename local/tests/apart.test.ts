import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript, waitForExit } from './support/process';

const LOCAL = fileURLToPath(new URL('..', import.meta.url));

/** A test of a project that has local Neon as a package. */
const PROGRAM = `
import { neon, neonConfig } from '@neondatabase/serverless';
import { startNeon } from 'local-neon';

neonConfig.fetchEndpoint = (host, port) => \`http://\${host}:\${port}/sql\`;
const local = await startNeon({
  prepare: async (url) => void (await neon(url)\`create table notes (text text)\`),
});
const sql = neon(local.environment.DATABASE_URL);
await sql\`insert into notes values ('kept')\`;
const rows = await sql\`select text from notes\`;
const response = await fetch(\`\${local.environment.NEON_AUTH_BASE_URL}/sign-up/email\`, {
  method: 'POST',
  body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }),
  headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
});
const users = await sql\`select email from neon_auth.user\`;
await local.stop();
const isStopped = await fetch(local.origin).then(() => false, () => true);
console.log(JSON.stringify({ rows, status: response.status, users, isStopped }));
`;

let project: string;
beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'stranger-'));
  const { dependencies } = JSON.parse(await readFile(path.join(LOCAL, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), '@neondatabase/serverless', 'tsx']) {
    const link = path.join(project, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(folderOf(name), link);
  }
  // With the prepared cluster, because creating one takes several seconds.
  await symlink(path.join(path.dirname(folderOf('tsx')), '.cache'), path.join(project, 'node_modules/.cache'));
  await mkdir(path.join(project, 'temporary'));
  await writeFile(path.join(project, 'program.ts'), PROGRAM);
  await writeFile(path.join(project, 'package.json'), '{"type": "module"}');
  // A copy, because Node.js follows links: nothing else of the repository can be imported.
  const isPart = (file: string) => !path.relative(LOCAL, file).startsWith('tests');
  await cp(LOCAL, path.join(project, 'node_modules/local-neon'), { recursive: true, filter: isPart });
});
afterAll(() => rm(project, { recursive: true }));

/** Returns the folder in which a package is installed. */
function folderOf(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const [found] = paths.map((folder) => path.join(folder, name)).filter((folder) => existsSync(folder));
  if (!found) throw new Error(`${name} is not installed.`);
  return found;
}

test('a project with local Neon alone starts it, runs queries, signs a user up and stops it without a trace', async () => {
  const TMPDIR = path.join(project, 'temporary');
  const program = runScript(['program.ts'], { TMPDIR, NEON_LOCAL_DATA: '' }, { cwd: project });
  expect([await waitForExit(program), program.output()]).toEqual([
    0,
    `${JSON.stringify({
      rows: [{ text: 'kept' }],
      status: 200,
      users: [{ email: 'ada@example.com' }],
      isStopped: true,
    })}\n`,
  ]);
  expect((await readdir(TMPDIR)).filter((name) => name.startsWith('local-neon'))).toEqual([]);
});
