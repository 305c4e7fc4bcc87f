import { cp, mkdir, rm } from 'node:fs/promises';
import { build, startTestApp, type TestApp } from './app';

const SOURCES = [
  ...['app', 'lib', 'proxy.ts', 'instrumentation.ts', 'next.config.ts'],
  ...['postcss.config.mjs', 'tsconfig.json', 'package.json'],
];

/**
 * Builds a modified copy of the app. `folder` must be inside the project, so that packages resolve.
 * @returns a function that removes the copy
 */
export async function buildCopiedApp(
  folder: string,
  change: (folder: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const remove = () => rm(folder, { recursive: true, force: true });
  await remove();
  await mkdir(folder);
  for (const source of SOURCES) await cp(source, `${folder}/${source}`, { recursive: true });
  try {
    await change(folder);
    build(folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}

/** Builds and starts a modified copy of the app. `stop` removes the copy. */
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
