import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AUTH_PATH } from './auth/paths';
import { openDataFolder, readCredentials, removeDataFolder, writeEnvironment } from './data-folder';
import { listen, stopListening } from './http';
import type { Message } from './mailbox/mailbox';
import { route, routeUpgrade } from './router';
import { openServices, type Services } from './services';
import { connectionString, ownerLogin } from './sql-over-http/login';
import { explainFailure, explainFailures } from './start-failure';
import { WireServer } from './wire/server';

export interface NeonOptions {
  /** The data folder. Default: a temporary folder, which `stop()` removes. */
  folder?: string;
  /** A port on 127.0.0.1. Default: 0, which selects a free port. */
  port?: number;
  /** A port on 127.0.0.1 for the Postgres protocol. 0 selects a free port; none if omitted. */
  postgresPort?: number | undefined;
  /** A PostgreSQL server to use instead of PGlite, as its superuser: `postgresql://postgres@127.0.0.1:5432/postgres`. */
  postgres?: string | undefined;
  /** Receives Neon Auth's webhooks. */
  webhookUrl?: string | undefined;
  /** Runs on the database before any other request, for migrations and sample data. */
  prepare?: ((databaseUrl: string) => Promise<void>) | undefined;
  /** Receives each email. */
  onEmail?: (message: Message) => void;
}

/** The variables that an app needs to connect to Neon. */
export interface NeonEnvironment {
  DATABASE_URL: string;
  NEON_AUTH_BASE_URL: string;
  NEON_AUTH_COOKIE_SECRET: string;
}

export interface Neon {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  environment: NeonEnvironment;
  /** The connection string of the Postgres protocol, if it has a port. */
  postgresUrl: string | undefined;
  /** Resolves when the database is open and prepared. Earlier requests wait for it. */
  ready: Promise<void>;
  /** Finishes the running requests, then frees the port and the folder. */
  stop(): Promise<void>;
  /** Resolves with the reason when local Neon has stopped unexpectedly. */
  failed: Promise<Error>;
}

/**
 * Starts local Neon: Postgres at `POST /sql` and over WebSocket at `/v2`, Neon Auth at `/neondb/auth`, the mailbox at `/mailbox`.
 * Returns once it holds the folder and the port; `ready` resolves about a second later, or some seconds for a new database.
 * When it is ready, the folder's `env` file contains the variables that an app needs.
 * @throws StartError when the folder or the port is in use or not usable
 */
export async function startNeon(options: NeonOptions = {}): Promise<Neon> {
  if (options.folder !== undefined) return startIn(options.folder, options);
  const folder = await mkdtemp(path.join(tmpdir(), 'local-neon-'));
  const neon = await startIn(folder, options);
  return {
    ...neon,
    stop: async () => {
      await neon.stop();
      await removeDataFolder(folder, options.postgres);
    },
  };
}

async function startIn(folder: string, options: NeonOptions): Promise<Neon> {
  const { port = 0, postgresPort, postgres, webhookUrl, prepare, onEmail } = options;
  const lock = await explainFailures(folder, () => openDataFolder(folder));
  const server = createServer();
  const postgresServer = createTcpServer({ noDelay: true });
  try {
    const httpPort = await listen(server, port);
    const openPort =
      postgresPort === undefined ? null : await listen(postgresServer, postgresPort, 'NEON_LOCAL_PG_PORT');
    const origin = `http://127.0.0.1:${httpPort}`;
    const credentials = await explainFailures(folder, () => readCredentials(folder));
    const login = ownerLogin(credentials);
    const environment: NeonEnvironment = {
      DATABASE_URL: connectionString(login, httpPort),
      NEON_AUTH_BASE_URL: origin + AUTH_PATH,
      NEON_AUTH_COOKIE_SECRET: credentials.cookieSecret,
    };
    const postgresUrl = openPort === null ? undefined : connectionString(login, openPort);
    const opened = openServices({
      ...{ folder, origin, login, authSecret: credentials.authSecret, webhookUrl: webhookUrl ?? null },
      postgres: postgres ? { url: postgres, key: credentials.databaseKey } : undefined,
    });
    const prepared = opened.then(async (services) => {
      if (onEmail) services.mailbox.onDelivery(onEmail);
      if (prepare) await withPrivatePort(services, (privatePort) => prepare(connectionString(login, privatePort)));
      await explainFailures(folder, () =>
        writeEnvironment(folder, { ...environment, ...(postgresUrl && { NEON_LOCAL_PG_URL: postgresUrl }) }),
      );
      return services;
    });
    const wire = new WireServer(prepared);
    server.on('request', (request, response) => route(request, response, prepared));
    server.on('upgrade', (request, socket, head) => routeUpgrade(request, socket, head, wire));
    postgresServer.on('connection', (socket) => wire.accept(socket));
    return {
      ...{ origin, environment, postgresUrl },
      ready: prepared.then(() => {}),
      failed: prepared.then(
        async ({ engine }) => explainFailure(await engine.failed, folder),
        (error: Error) => error,
      ),
      stop: async () => {
        await opened.then(({ changes }) => changes.close()).catch(() => {});
        await wire.close();
        await stopListening(postgresServer);
        await stopListening(server);
        await opened.then(({ engine }) => engine.close()).catch(() => {});
        await lock.release();
      },
    };
  } catch (error) {
    await stopListening(postgresServer);
    await stopListening(server);
    await lock.release();
    throw error;
  }
}

/** Serves `work` on a temporary port, while requests to the public port still wait. */
async function withPrivatePort(services: Services, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => route(request, response, Promise.resolve(services)));
  try {
    await work(await listen(server, 0));
  } finally {
    await stopListening(server);
  }
}
