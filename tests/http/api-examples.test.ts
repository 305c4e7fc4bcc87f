import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

test('the curl examples in docs/api.md work', async () => {
  const user = await createUser(app);
  const page = await readFile('docs/api.md', 'utf8');
  const script = /```sh\n(app=.*?)```/s.exec(page)?.[1] ?? '';
  const localScript = script
    .replace('http://localhost:3000', app.url)
    .replace('ada@example.com', user.email)
    .replace('correct horse battery', user.password);
  const directory = await mkdtemp(path.join(tmpdir(), 'curl-'));
  const recordingCurl = `curl() { command curl -w '%{stderr}%{http_code}\\n' "$@" 2>>statuses | tee -a bodies; }`;
  await promisify(execFile)('bash', ['-euc', `${recordingCurl}\n${localScript}`], { cwd: directory });
  const [statuses, bodies] = await Promise.all(
    ['statuses', 'bodies'].map((name) => readFile(path.join(directory, name), 'utf8')),
  );
  await rm(directory, { recursive: true });
  expect(statuses?.trim().split('\n')).toEqual(['200', '200', '201', '200', '200', '204']);
  expect(bodies).toContain('"content":"Hello again"');
});
