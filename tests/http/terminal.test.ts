import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { newFolder, pollUntil, runScript, stopProcess } from '../support/neon';

test('the terminal shows that local Neon starts, and one block when the app and local Neon are ready, with the URL of the app last', async () => {
  const folder = await newFolder();
  const runner = runScript(['scripts/dev.ts', 'next', 'start', '--port', '0'], {
    NEON_LOCAL_DATA: folder,
    NEON_LOCAL_PORT: '0',
  });
  const url = await pollUntil(runner, () => /App +(http\S+)/.exec(runner.output())?.[1] ?? null);
  const origin = /ready in \d+\.\d s · (\S+)/.exec(runner.output())?.[1];
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  await stopProcess(runner);
  await rm(folder, { recursive: true });
  expect(runner.output().replace(/\d+\.\d s/, '1.0 s')).toBe(`Starting local Neon…

Local Neon ready in 1.0 s · ${origin}
  Mailbox     ${origin}/mailbox
  Start over  npm run neon reset
  App         ${url}

`);
});
