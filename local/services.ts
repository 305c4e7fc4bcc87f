import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { createAuthSchema } from './auth/database';
import { SignInProvider } from './auth/sign-in-provider';
import { Mailbox } from './mailbox/mailbox';
import type { Engine } from './postgres/engine';
import { openPGlite } from './postgres/pglite';
import { openPostgreSql } from './postgres/postgresql';
import type { Login } from './sql-over-http/login';
import { Switches } from './switches/switches';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a running local Neon consists of. */
export interface Services {
  folder: string;
  engine: Engine;
  login: Login;
  mailbox: Mailbox;
  switches: Switches;
  provider: SignInProvider;
  /** Neon Auth without limits, and as it limits in production. It opens last: Better Auth takes a second to load. */
  auth: Promise<{ unlimited: Handler; limited: Handler }>;
}

export interface ServiceOptions {
  folder: string;
  /** The PostgreSQL server to use in place of PGlite, and what names the database there. */
  postgres: { url: string; key: string } | undefined;
  origin: string;
  login: Login;
  authSecret: string;
}

/** Opens the database, creating it and its `neon_auth` where there is none, and what works on it. */
export async function openServices({ folder, postgres, origin, login, authSecret }: ServiceOptions): Promise<Services> {
  const engine = postgres
    ? await openPostgreSql(postgres.url, postgres.key)
    : await openPGlite(path.join(folder, 'postgres'));
  await createAuthSchema(engine);
  const mailbox = new Mailbox();
  const switches = new Switches();
  const setup = { engine, mailbox, origin, secret: authSecret, webhookUrl: () => switches.settings.webhookUrl };
  return {
    ...{ folder, engine, login, mailbox, switches },
    provider: new SignInProvider(),
    auth: import('./auth/server').then(({ createAuthHandler }) => ({
      unlimited: createAuthHandler({ ...setup, rateLimited: false }),
      limited: createAuthHandler({ ...setup, rateLimited: true }),
    })),
  };
}
