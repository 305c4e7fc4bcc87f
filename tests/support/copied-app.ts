import { cp, mkdir, rm } from 'node:fs/promises';
import { build, startTestApp, type TestApp } from './app';

const PARTS = [
  ...['app', 'lib', 'proxy.ts', 'instrumentation.ts', 'next.config.ts'],
  ...['postcss.config.mjs', 'tsconfig.json', 'package.json'],
];

/**
 * Builds a changed copy of the app. `folder` is made inside the project, where the packages are found.
 * @returns what removes it again
 */
export async function buildCopiedApp(
  folder: string,
  change: (folder: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const remove = () => rm(folder, { recursive: true, force: true });
  await remove();
  await mkdir(folder);
  for (const part of PARTS) await cp(part, `${folder}/${part}`, { recursive: true });
  try {
    await change(folder);
    build(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}

/** Builds and starts a changed copy of the app, for what the app itself should not contain. It is removed at the end. */
export async function startCopiedApp(folder: string, change: (folder: string) => Promise<void>): Promise<TestApp> {
  const remove = await buildCopiedApp(folder, change);
  const app = await startTestApp(folder);
  return {
    ...app,
    stop: async () => {
      await app.stop();
      await remove();
    },
  };
}
