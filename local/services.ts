import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { createAuthSchema } from './auth/database';
import type { Behaviour } from './auth/server';
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
  /** Answers as Neon Auth, in the way that the switches say at this moment. */
  auth: Handler;
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
  // Better Auth takes a second to load; what else there is need not wait for it.
  const server = import('./auth/server');
  const mailbox = new Mailbox();
  const switches = new Switches();
  const setup = { engine, mailbox, origin, secret: authSecret, webhookUrl: () => switches.settings.webhookUrl };
  return {
    ...{ folder, engine, login, mailbox, switches },
    provider: new SignInProvider(),
    auth: authOf(switches, async (behaviour) => (await server).createAuthHandler({ ...setup, behaviour })),
  };
}

/** Neon Auth in each way that the switches ask for, made when it is first asked for. */
function authOf(switches: Switches, create: (behaviour: Behaviour) => Promise<Handler>): Handler {
  const made = new Map<string, Promise<Handler>>();
  return async (request, response) => {
    const { rateLimited, requireVerification } = switches.settings;
    const key = `${rateLimited} ${requireVerification}`;
    const handler = made.get(key) ?? create({ rateLimited, requireVerification });
    made.set(key, handler);
    await (await handler)(request, response);
  };
}
