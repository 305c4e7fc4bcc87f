import { type ChildProcess, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { migrate } from '../../scripts/migrate';
import { seed } from '../../scripts/seed';
import { NO_NEON, run, startTestNeon, stopProcess, type TestNeon, until } from './neon';

export interface TestApp {
  /** `http://localhost:<port>` */
  url: string;
  neon: TestNeon;
  process: ChildProcess;
  /** Returns its stdout and stderr so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts a production build on a free port, with its own migrated and seeded local Neon.
 * @param folder contains the build
 */
export async function startTestApp(folder = '.', environment: Record<string, string> = {}): Promise<TestApp> {
  const neon = await startTestNeon();
  await migrate(neon.environment.DATABASE_URL);
  await seed(neon.environment.DATABASE_URL);
  const url = `http://localhost:${await freePort()}`;
  const app = run(['node_modules/next/dist/bin/next', 'start', folder], {
    ...neon.environment,
    NEON_AUTH_METHODS: 'google,magic-link',
    PORT: new URL(url).port,
    ...environment,
  });
  await until(app, () => fetch(url).catch(() => null));
  return {
    url,
    neon,
    process: app,
    output: app.output,
    stop: async () => {
      await stopProcess(app);
      await neon.stop();
    },
  };
}

function freePort(): Promise<number> {
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

/** Builds the working tree for production, once per test run. */
export function buildOnce(): void {
  if (process.env.TEST_BUILD === 'done') return;
  build();
  process.env.TEST_BUILD = 'done';
}

/** Builds a folder for production. @throws Error with the build output when it fails */
export function build(folder = '.'): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build', folder], {
    encoding: 'utf8',
    env: { ...process.env, ...NO_NEON },
  });
  if (status !== 0) throw new Error(`next build failed:\n${stdout}${stderr}`);
}
