import { type RunningApp, serializeApp, startTestApp, type TestApp } from './app';
import { ensureBuild } from './build';
import { balance, createImage, type Image } from './standalone';

/** What Vitest and Playwright pass to a global setup. */
type Runner = { config: { maxWorkers: number } } | { workers: number };

/**
 * Starts the product once per worker, each with its own local Neon. Tests find theirs in `worker-app.ts`. With
 * `TEST_STANDALONE` set, each app is the standalone build, running twice behind one address.
 */
export default async function setup(runner: Runner) {
  const workers = 'workers' in runner ? runner.workers : runner.config.maxWorkers;
  await ensureBuild('product');
  const image = process.env.TEST_STANDALONE ? await createImage() : null;
  const apps = await Promise.all(Array.from({ length: workers }, () => startTestApp()));
  const balanced = image && (await Promise.all(apps.map((app) => startTwice(image, app))));
  const running = balanced?.map(({ app }) => app) ?? apps;
  for (const [index, app] of running.entries()) process.env[`TEST_APP_${index}`] = serializeApp(app);
  return async () => {
    await Promise.all(balanced?.map(({ close }) => close()) ?? []);
    await image?.remove();
    await Promise.all(apps.map((app) => app.stop()));
  };
}

/** Starts the standalone build twice, on the local Neon of an app. */
async function startTwice(image: Image, original: TestApp): Promise<{ app: RunningApp; close(): Promise<void> }> {
  const environment = { ...original.neon.environment, NEON_AUTH_METHODS: 'google,magic-link' };
  const { origin, close } = await balance([await image.start(environment), await image.start(environment)]);
  // Its cookies must not reach local Neon, which is on 127.0.0.1.
  return { app: { ...original, url: origin.replace('127.0.0.1', 'localhost') }, close };
}
