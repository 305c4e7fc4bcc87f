import { type RunningApp, startTestApp } from './app';
import { ensureBuild } from './build';
import { createTemplate } from './neon';
import { createUser } from './users';

/** Starts the product on its own local Neon, for all tests that can share one app. Tests find it in `shared-app.ts`. */
export default async function setup() {
  await ensureBuild('product');
  const template = await createTemplate();
  const app = await startTestApp();
  // The first lookup of a session is slow, and the app waits only for `TIMEOUTS.sessionLookup`.
  await fetch(`${app.url}/account`, { headers: { cookie: (await createUser(app)).cookie } });
  const { url, neonOrigin, authUrl, databaseUrl, cookieSecret, authSecret }: RunningApp = app;
  process.env.TEST_APP = JSON.stringify({ url, neonOrigin, authUrl, databaseUrl, cookieSecret, authSecret });
  return async () => {
    await app.stop();
    await template.remove();
  };
}
