import { decodeJwt } from 'jose';
import { z } from 'zod';
import { SESSION_DATA, SESSION_TOKEN, withoutSessionCopy } from './cookies';

/** What the SDK has just signed, and need not be checked here. */
const Copy = z.object({ session: z.object({ expiresAt: z.coerce.date() }) });

/** The value of a cookie that an answer sets. */
export function cookieIn(setCookies: string[], name: string): string | undefined {
  const pair = setCookies.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0];
  return pair?.slice(name.length + 1) || undefined;
}

/** Puts the fresh signed copy of the session into the request, so that the page need not ask again. */
export function putCookie(headers: Headers, copy: string): void {
  headers.set('cookie', `${withoutSessionCopy(headers.get('cookie') ?? '')}; ${SESSION_DATA}=${copy}`);
}

/** The token's own cookie for as long as the session lives: when the auth server prolongs it, the SDK drops what it sets. */
export function prolonged(cookie: string, copy: string): string {
  const { data } = Copy.safeParse(decodeJwt(copy));
  const seconds = data ? Math.round((data.session.expiresAt.getTime() - Date.now()) / 1_000) : 0;
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
  return `${SESSION_TOKEN}=${encodeURIComponent(cookie)}; ${seconds > 0 ? `Max-Age=${seconds}; ` : ''}${attributes}`;
}
