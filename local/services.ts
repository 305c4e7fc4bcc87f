import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { AuthSettings } from './auth/handler';
import { OAuthProvider } from './auth/oauth-provider';
import { createAuthSchema, readAuthSchema } from './auth/schema';
import { Changes } from './changes';
import { CallCounter } from './faults/call-counter';
import { Faults } from './faults/faults';
import { Mailbox } from './mailbox/mailbox';
import type { Engine } from './postgres/engine';
import { openPGlite } from './postgres/pglite';
import { openPostgreSql } from './postgres/postgresql';
import type { Login } from './sql-over-http/login';
import { explainFailures } from './start-failure';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The parts of a running local Neon. */
export interface Services {
  folder: string;
  /** The PostgreSQL server, as its superuser, if it isn't PGlite. */
  postgres: string | undefined;
  engine: Engine;
  login: Login;
  mailbox: Mailbox;
  faults: Faults;
  callCounter: CallCounter;
  /** Updates open pages. */
  changes: Changes;
  provider: OAuthProvider;
  /** Handles Neon Auth's requests with the current settings. */
  auth: Handler;
}

export interface ServiceOptions {
  folder: string;
  /** A PostgreSQL server to use instead of PGlite, and the key that determines its database's name. */
  postgres: { url: string; key: string } | undefined;
  origin: string;
  login: Login;
  authSecret: string;
  webhookUrl: string | null;
}

/** Opens the database, creating it and its `neon_auth` schema if needed, and the services on top of it. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const { folder, postgres, origin, login, authSecret } = options;
  const engine = postgres
    ? await openPostgreSql(postgres.url, postgres.key)
    : await openPGlite(path.join(folder, 'postgres'), await readAuthSchema());
  // A new PGlite database starts with it.
  await explainFailures(folder, () => createAuthSchema(engine));
  const mailbox = new Mailbox();
  const faults = new Faults(options.webhookUrl);
  const changes = new Changes();
  mailbox.onDelivery(() => changes.publish('mail'));
  const authOptions = { engine, mailbox, origin, secret: authSecret, webhookUrl: () => faults.settings.webhookUrl };
  return {
    ...{ folder, postgres: postgres?.url, engine, login, mailbox, faults, changes },
    callCounter: new CallCounter(),
    provider: new OAuthProvider(),
    // Better Auth takes about a second to load, so it loads on the first auth request.
    auth: authHandler(faults, async (settings) => {
      const { createAuthHandler } = await import('./auth/handler');
      return createAuthHandler({ ...authOptions, settings });
    }),
  };
}

/** Returns a handler that follows the current settings. Creates one Better Auth instance per combination, on first use. */
function authHandler(faults: Faults, create: (settings: AuthSettings) => Promise<Handler>): Handler {
  const handlers = new Map<string, Promise<Handler>>();
  return async (request, response) => {
    const { rateLimited, requireVerification } = faults.settings;
    const key = `${rateLimited} ${requireVerification}`;
    const handler = handlers.get(key) ?? create({ rateLimited, requireVerification });
    handlers.set(key, handler);
    await (await handler)(request, response);
  };
}
