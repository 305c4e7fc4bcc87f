import { serializeApp, startTestApp } from './app';
import { copyWithoutProxy, ensureBuild } from './build';

/** Starts the production build, the same build behind a trusted proxy, and a build without proxy.ts, each with its own local Neon. */
export default async function setup() {
  const product = await ensureBuild('product');
  const withoutProxy = await copyWithoutProxy();
  const apps = await Promise.all([
    start('WITH_PROXY', product),
    start('BEHIND_PROXY', product, { TRUSTED_PROXY_HOPS: '1' }),
    start('WITHOUT_PROXY', withoutProxy),
  ]);
  return async () => {
    await Promise.all(apps.map((app) => app.stop()));
  };
}

async function start(name: string, folder: string, environment: Record<string, string> = {}) {
  const app = await startTestApp(folder, environment);
  process.env[`ATTACKED_${name}`] = serializeApp(app);
  return app;
}
