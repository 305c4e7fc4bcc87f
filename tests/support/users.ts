import { createHmac, randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { SESSION_TOKEN } from '../../lib/auth/sdk/cookies';
import { connect } from '../../lib/db/connection';
import type { RunningApp } from './app';
import { cookiesOf, parseCookieHeader } from './people';

export interface Account {
  id: string;
  name: string;
  email: string;
  password: string;
  /** The token of an active session. */
  token: string;
}

export interface User extends Account {
  /** A `Cookie` header of a signed-in browser without a session cache, so that the app must look the session up. */
  cookie: string;
  /** The headers of a request from a page of the app. */
  headers: { cookie: string; origin: string };
}

/** The app's own cookie next to the session cookie. */
export const SESSION_PROOF = '__Secure-session-proof';

/** The password of every user, and its hash as Better Auth stores it. Hashing it for each user would take a lot of CPU. */
export const PASSWORD = 'correct horse battery';
const PASSWORD_HASH =
  'b84e8fe181d4f875ff3176867fed237d:9c2016f70e4ed9c50552eae5466e61b1c39b640f20d1213c228b7fa999b92328e3a6e68d284a46afbbb2e527b0c854c3ac4351571141f115c95aea861ed639c5';

interface UserOptions {
  name?: string;
  isEmailVerified?: boolean;
  isAdmin?: boolean;
}

/**
 * Creates a user with a password and an active session, by inserting rows. Use the sign-up form or `/api/auth` only to test
 * those.
 */
export async function createUser(app: RunningApp, options: UserOptions = {}): Promise<User> {
  const user = await insertUser(app.databaseUrl, options);
  const signed = sessionCookie(user.token, app.authSecret);
  const cookie = `${SESSION_TOKEN}=${encodeURIComponent(signed)}; ${SESSION_PROOF}=${proofOf(signed, app.cookieSecret)}`;
  return { ...user, cookie, headers: { cookie, origin: app.url } };
}

/** Creates a user as `createUser` does, for tests without an app. */
export async function insertUser(
  databaseUrl = process.env.DATABASE_URL ?? '',
  { name = 'Ada Lovelace', isEmailVerified = false, isAdmin = false }: UserOptions = {},
): Promise<Account> {
  const sql = connect(databaseUrl);
  const [id, token] = [randomUUID(), randomUUID()];
  const email = `${id}@example.com`;
  await sql.transaction([
    sql`insert into neon_auth.user (id, name, email, "emailVerified", role)
        values (${id}, ${name}, ${email}, ${isEmailVerified}, ${isAdmin ? 'admin' : 'user'})`,
    sql`insert into neon_auth.account ("accountId", "providerId", "userId", password, "updatedAt")
        values (${id}, 'credential', ${id}, ${PASSWORD_HASH}, now())`,
    sql`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
        values (${id}, ${token}, now() + interval '7 days', now())`,
  ]);
  return { id, name, email, password: PASSWORD, token };
}

/** Returns the cookies of a user who has just used the app: the session cookie and the session cache, valid for a minute. */
export async function sessionCookies(app: RunningApp, { cookie }: User): Promise<Record<string, string>> {
  const response = await fetch(`${app.url}/api/auth/get-session`, { headers: { cookie } });
  return { ...parseCookieHeader(cookie), ...cookiesOf(response) };
}

/** Deletes all sessions of a user in the database. */
export async function revokeSessions(databaseUrl: string, { id }: { id: string }): Promise<void> {
  await connect(databaseUrl)`delete from neon_auth.session where "userId" = ${id}`;
}

export async function ban(databaseUrl: string, { id }: { id: string }): Promise<void> {
  await connect(databaseUrl)`update neon_auth.user set banned = true where id = ${id}`;
}

/** Signs a session token as Better Auth does. */
export function sessionCookie(token: string, authSecret: string): string {
  const signature = createHmac('sha256', authSecret).update(token).digest('base64');
  return `${token}.${signature}`;
}

/** The proof that the app sets next to a session cookie (`lib/auth/sdk/session-proof.ts`). */
export function proofOf(tokenCookie: string, cookieSecret: string): string {
  return createHmac('sha256', cookieSecret).update(`session-proof\n${tokenCookie}`).digest('base64url');
}

/** Signs a browser in. */
export async function signInBrowser(context: BrowserContext, app: RunningApp, { cookie }: User): Promise<void> {
  const attributes = { domain: new URL(app.url).hostname, path: '/', secure: true, httpOnly: true } as const;
  const cookies = Object.entries(parseCookieHeader(cookie));
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, ...attributes, sameSite: 'Lax' as const })));
}
