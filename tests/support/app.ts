import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { readCredentials } from '../../local/data-folder';
import { migrate } from '../../scripts/migrate';
import { seed } from '../../scripts/seed';
import { pollUntil, type RunningProcess, runNode, startTestNeon, stopProcess, type TestNeon } from './neon';
import { createUser } from './users';

/** What a test needs to know about an app that runs. */
export interface RunningApp {
  /** `http://localhost:<port>` */
  url: string;
  /** The origin of its local Neon: `http://127.0.0.1:<port>` */
  neonOrigin: string;
  /** The URL of Neon Auth. */
  authUrl: string;
  databaseUrl: string;
  /** Signs the session cache. */
  cookieSecret: string;
  /** Signs the session cookie, in the auth server. */
  authSecret: string;
  /** Path of the file with its stdout and stderr. */
  log: string;
}

/** Returns what tests in other processes need to know about an app, as JSON. */
export function serializeApp(app: RunningApp): string {
  const { url, neonOrigin, authUrl, databaseUrl, cookieSecret, authSecret, log } = app;
  return JSON.stringify({ url, neonOrigin, authUrl, databaseUrl, cookieSecret, authSecret, log } satisfies RunningApp);
}

export interface TestApp extends RunningApp {
  neon: TestNeon;
  process: RunningProcess;
  stop(): Promise<void>;
}

/**
 * Starts a production build on a free port, with its own migrated and seeded local Neon.
 * @param folder contains the build
 * @param isWarm whether the app has called its services before, so that it expects them to be awake
 */
export async function startTestApp(
  folder = '.',
  environment: Record<string, string> = {},
  isWarm = true,
): Promise<TestApp> {
  const neon = await startTestNeon();
  const databaseUrl = neon.environment.DATABASE_URL;
  await migrate(databaseUrl);
  await seed(databaseUrl);
  const log = path.join(neon.folder, 'app.log');
  const { url, process: app } = await startServer(folder, '/api/health?probe=live', {
    ...neon.environment,
    NEON_AUTH_METHODS: 'google,magic-link',
    ...environment,
  });
  for (const stream of [app.stdout, app.stderr]) stream?.on('data', (data) => appendFileSync(log, data));
  const running: RunningApp = {
    url,
    neonOrigin: neon.origin,
    authUrl: neon.environment.NEON_AUTH_BASE_URL,
    databaseUrl,
    cookieSecret: neon.environment.NEON_AUTH_COOKIE_SECRET,
    authSecret: (await readCredentials(neon.folder)).authSecret,
    log,
  };
  if (isWarm) {
    const { headers } = await createUser(running, { name: 'First Request' });
    for (const page of ['/account', '/posts']) await fetch(url + page, { headers });
  }
  return {
    ...running,
    neon,
    process: app,
    stop: async () => {
      await stopProcess(app);
      await neon.stop();
    },
  };
}

/**
 * Starts a production build on a free port.
 * @param probe a path whose status is 200 as soon as the server is ready
 */
export async function startServer(
  folder: string,
  probe: string,
  environment: Record<string, string>,
): Promise<{ url: string; process: RunningProcess }> {
  const url = `http://localhost:${await freePort()}`;
  const server = runNode(['node_modules/next/dist/bin/next', 'start', folder], {
    PORT: new URL(url).port,
    ...environment,
  });
  await pollUntil(server, async () => {
    const response = await fetch(url + probe).catch(() => null);
    return response?.ok ? response : null;
  });
  return { url, process: server };
}

/** Returns a port that no process uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port')),
      );
    });
  });
}
