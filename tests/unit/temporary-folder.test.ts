import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SCRIPT = `
  const { writeFileSync } = await import('node:fs');
  const { temporaryFolder } = await import('./tests/support/temporary-folder.ts');
  const folder = temporaryFolder();
  writeFileSync(folder + '/file', '');
  console.log(folder);
  process.stdin.once('data', () => process.exit()).once('end', () => process.exit());`;

test.each([
  ['ends', () => {}],
  ['is stopped with Ctrl-C', (kill: () => void) => kill()],
])('the temporary files of npm test, which other users can write to, are deleted when it %s', async (_, stop) => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', SCRIPT]);
  const [output] = await once(child.stdout, 'data');
  const folder = String(output).trim();
  expect(existsSync(path.join(folder, 'file'))).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o777);
  const exited = once(child, 'exit');
  stop(() => child.kill('SIGINT'));
  child.stdin.end();
  await exited;
  expect(existsSync(folder)).toBe(false);
});
