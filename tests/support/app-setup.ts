import { type RunningApp, serializeApp, startTestApp, type TestApp } from './app';
import { ensureBuild } from './build';
import { prepareTemplate } from './neon';
import { balance, createImage } from './standalone';

/**
 * Starts the product on its own local Neon, for all tests that can share one app. Tests find it in `shared-app.ts`. With
 * `TEST_STANDALONE` set, that app is the standalone build, running twice behind one address.
 */
export default async function setup() {
  await ensureBuild('product');
  await prepareTemplate();
  const app = await startTestApp();
  const standalone = process.env.TEST_STANDALONE ? await startStandalone(app) : null;
  process.env.TEST_APP = serializeApp(standalone?.app ?? app);
  return async () => {
    await standalone?.stop();
    await app.stop();
  };
}

/** Starts the standalone build twice, on the local Neon of an app. */
async function startStandalone(original: TestApp): Promise<{ app: RunningApp; stop(): Promise<void> }> {
  const image = await createImage();
  const environment = { ...original.neon.environment, NEON_AUTH_METHODS: 'google,magic-link' };
  const balancer = await balance([await image.start(environment), await image.start(environment)]);
  return {
    // Its cookies must not reach local Neon, which is on 127.0.0.1.
    app: { ...original, url: balancer.origin.replace('127.0.0.1', 'localhost') },
    stop: async () => {
      await balancer.close();
      await image.remove();
    },
  };
}
