import { serializeApp, startTestApp } from './app';
import { ensureBuild } from './build';

/** What Vitest and Playwright pass to a global setup. */
type Runner = { config: { maxWorkers: number } } | { workers: number };

/** Starts the product once per worker, each with its own local Neon. Tests find theirs in `worker-app.ts`. */
export default async function setup(runner: Runner) {
  const workers = 'workers' in runner ? runner.workers : runner.config.maxWorkers;
  await ensureBuild('product');
  const apps = await Promise.all(Array.from({ length: workers }, () => startTestApp()));
  for (const [index, app] of apps.entries()) process.env[`TEST_APP_${index}`] = serializeApp(app);
  return async () => {
    await Promise.all(apps.map((app) => app.stop()));
  };
}
