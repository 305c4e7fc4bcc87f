import { buildOnce, startTestApp } from './app';
import { ensureBrowser } from './browser';
import { createTemplate } from './neon';

/** Builds the working tree and starts it on its own local Neon, for all end-to-end tests. */
export default async function setup() {
  ensureBrowser();
  buildOnce();
  const template = await createTemplate();
  const app = await startTestApp();
  process.env.TEST_APP_URL = app.url;
  process.env.TEST_NEON_ORIGIN = app.neon.origin;
  process.env.TEST_DATABASE_URL = app.neon.environment.DATABASE_URL;
  process.env.TEST_COOKIE_SECRET = app.neon.environment.NEON_AUTH_COOKIE_SECRET;
  return async () => {
    await app.stop();
    await template.remove();
  };
}
