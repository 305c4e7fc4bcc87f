import { cp, mkdir, rm } from 'node:fs/promises';
import { build, startTestApp, type TestApp } from './app';

const PARTS = [
  ...['app', 'lib', 'proxy.ts', 'instrumentation.ts', 'next.config.ts'],
  ...['postcss.config.mjs', 'tsconfig.json', 'package.json'],
];

/**
 * Builds and starts a changed copy of the app, for what the app itself should not contain.
 * `folder` is made inside the project, where the packages are found, and removed at the end.
 */
export async function startCopiedApp(folder: string, change: (folder: string) => Promise<void>): Promise<TestApp> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const part of PARTS) await cp(part, `${folder}/${part}`, { recursive: true });
  await change(folder);
  build(folder);
  const app = await startTestApp(folder);
  return {
    ...app,
    stop: async () => {
      await app.stop();
      await rm(folder, { recursive: true });
    },
  };
}
