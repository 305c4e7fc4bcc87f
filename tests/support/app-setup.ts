import { serializeApp, startTestApp } from './app';
import { ensureBuild } from './build';

/** Starts the product on its own local Neon, for all tests that can share one app. Tests find it in `shared-app.ts`. */
export default async function setup() {
  await ensureBuild('product');
  const app = await startTestApp();
  process.env.TEST_APP = serializeApp(app);
  return () => app.stop();
}
