import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { AUTH_PATH } from './auth/database';
import { lockFolder } from './postgres/folder-lock';
import { dropDatabase } from './postgres/postgresql';
import { route } from './router';
import { openServices, type Services } from './services';
import { connectionString } from './sql-over-http/login';

export interface NeonOptions {
  /** Where everything is kept. */
  folder: string;
  /** On 127.0.0.1; 0 takes a free one. */
  port: number;
  /** A PostgreSQL server to use in place of PGlite, as its superuser: `postgresql://postgres@127.0.0.1:5432/postgres`. */
  postgres?: string | undefined;
  /** What is done to the database before anyone else may ask it: migrations, sample data. */
  prepare?: (databaseUrl: string) => Promise<void>;
}

/** What an app needs to talk to a Neon, this one or the real one. */
export interface NeonEnvironment {
  DATABASE_URL: string;
  NEON_AUTH_BASE_URL: string;
  NEON_AUTH_COOKIE_SECRET: string;
}

export interface Neon {
  origin: string;
  environment: NeonEnvironment;
  /** Settles when the database is open and prepared; what is asked before waits until then. */
  ready: Promise<void>;
  /** Finishes what runs, then gives port and folder back. */
  close(): Promise<void>;
  /** Settles when it ended by itself, with the reason. */
  died: Promise<Error>;
}

/** A reason not to start that a person can act on; its message is one sentence for them. */
export class StartError extends Error {}

/**
 * Starts Neon on this machine: Postgres behind `POST /sql`, Neon Auth under `/neondb/auth`, mail under `/mailbox`.
 * It has its folder and its port when this returns; opening the database takes a second more, creating it some.
 * When it is ready, the values that an app needs are in `env` in its folder.
 * @throws StartError when the folder or the port is another's
 */
export async function startNeon({ folder, port, postgres, prepare }: NeonOptions): Promise<Neon> {
  const lock = await takeFolder(folder);
  const server = createServer();
  try {
    const origin = await listen(server, port);
    const secret = await readSecret(folder);
    const login = { user: 'neondb_owner', password: derive(secret, 'database password'), database: 'neondb' };
    const environment: NeonEnvironment = {
      DATABASE_URL: connectionString(login, Number(new URL(origin).port)),
      NEON_AUTH_BASE_URL: origin + AUTH_PATH,
      NEON_AUTH_COOKIE_SECRET: derive(secret, 'cookie secret'),
    };
    const opened = openServices({
      ...{ folder, origin, login, authSecret: derive(secret, 'auth secret') },
      postgres: postgres ? { url: postgres, key: derive(secret, 'database name') } : undefined,
    });
    const prepared = opened.then(async (services) => {
      if (prepare) await throughOwnDoor(services, (door) => prepare(connectionString(login, door)));
      await writeEnvironment(folder, environment);
      return services;
    });
    server.on('request', (request, response) => route(request, response, prepared));
    return {
      origin,
      environment,
      ready: prepared.then(() => {}),
      died: prepared.then(
        ({ engine }) => engine.died,
        (error: Error) => error,
      ),
      close: async () => {
        await stopListening(server);
        await opened.then(({ engine }) => engine.close()).catch(() => {});
        await lock.release();
      },
    };
  } catch (error) {
    await stopListening(server);
    await lock.release();
    throw error;
  }
}

/** Lets `work` ask the services on a port of its own, while all others still wait at the known one. */
async function throughOwnDoor(services: Services, work: (port: number) => Promise<void>): Promise<void> {
  const door = createServer((request, response) => route(request, response, Promise.resolve(services)));
  const { port } = new URL(await listen(door, 0));
  try {
    await work(Number(port));
  } finally {
    await stopListening(door);
  }
}

/** Removes all data of a folder that no running Neon owns. */
export async function resetData({ folder, postgres }: Omit<NeonOptions, 'port'>): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(path.join(folder, 'secret'))) {
    throw new StartError(`${folder} is not a folder of local Neon; nothing was removed.`);
  }
  const lock = await takeFolder(folder);
  if (postgres) await dropDatabase(postgres, derive(await readSecret(folder), 'database name'));
  await rm(folder, { recursive: true, force: true });
  await lock.release();
}

async function takeFolder(folder: string): Promise<{ release: () => Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder);
  if (lock.held) return lock;
  throw new StartError(
    lock.owner
      ? `Local Neon already runs on ${lock.owner.folder} (process ${lock.owner.pid}). Stop it first, or name another folder in NEON_LOCAL_DATA.`
      : `Port ${lock.port}, the lock of ${folder}, is used by another program. Stop it, or name another folder in NEON_LOCAL_DATA.`,
  );
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(`Port ${port} is used by another program. Stop it, or name another port in NEON_LOCAL_PORT.`)
          : error,
      ),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port.'));
      resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

/** How long, in milliseconds, what runs may take to finish when Neon stops. */
const LAST_ANSWERS = 3_000;

async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  const hangUp = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS);
  await closed;
  clearTimeout(hangUp);
}

/** The folder's one random secret, from which all others come, so that they stay the same across restarts. */
async function readSecret(folder: string): Promise<string> {
  const file = path.join(folder, 'secret');
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}

function derive(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex');
}

async function writeEnvironment(folder: string, environment: NeonEnvironment): Promise<void> {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path.join(folder, 'env'), lines.join(''), { mode: 0o600 });
}
