import { createHash, randomBytes } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, createAuthMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { isTrustedOrigin } from './trusted-origins';

/** Neon's names. The misspelling is Neon's, too. */
const CHALLENGE_COOKIE = 'session_challange';
const VERIFIER_PARAMETER = 'neon_auth_session_verifier';

/** Where a sign-in can return to. */
const RETURN_URLS = new Set(['callbackURL', 'errorCallbackURL', 'newUserCallbackURL']);

const EXCHANGE_PATH = '/neon/session-verifier';
const LIFETIME_SECONDS = 600;

/**
 * Emulates how Neon Auth returns a session to an app on another origin, where the auth server can't set cookies. It gives
 * the app a challenge, redirects the browser back with a verifier, and exchanges the two for the session.
 * - `sign-in/social` resolves relative URLs against the app's origin
 * - `sign-in/social` and `sign-in/magic-link` set the challenge cookie and store its hash under the OAuth `state` or the email
 * - `callback/:provider` and `magic-link/verify` add the verifier to the redirect URL
 * - `get-session` with both returns the session and sets its cookie, once
 */
export function sessionVerifier(): BetterAuthPlugin {
  return {
    id: 'neon-session-verifier',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/sign-in/social',
          handler: createAuthMiddleware(async (ctx) => {
            const origin = ctx.headers?.get('origin') ?? '';
            if (isTrustedOrigin(origin)) return { context: { body: withAbsoluteUrls(ctx.body ?? {}, origin) } };
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path === '/sign-in/social' || path === '/sign-in/magic-link',
          handler: createAuthMiddleware(async (ctx) => {
            const key = ctx.path === '/sign-in/social' ? stateFrom(ctx.context.returned) : emailFrom(ctx.body);
            if (!key) return;
            const challenge = randomSecret();
            await ctx.context.internalAdapter.createVerificationValue({
              identifier: `challenge:${key}`,
              value: hash(challenge),
              expiresAt: expiryDate(),
            });
            const cookie = ctx.context.createAuthCookie(CHALLENGE_COOKIE, { maxAge: LIFETIME_SECONDS });
            ctx.setCookie(cookie.name, challenge, cookie.attributes);
          }),
        },
        {
          matcher: ({ path }) => path === '/callback/:id' || path === '/magic-link/verify',
          handler: createAuthMiddleware(async (ctx) => {
            const { session: { token } = {}, user } = ctx.context.newSession ?? {};
            const key: unknown = ctx.path === '/callback/:id' ? ctx.query?.state : user?.email;
            const location = ctx.context.responseHeaders?.get('location');
            if (!token || !location || typeof key !== 'string') return;
            const challenge = await ctx.context.internalAdapter.consumeVerificationValue(`challenge:${key}`);
            if (!challenge) return;
            const verifier = randomSecret();
            await ctx.context.internalAdapter.createVerificationValue({
              identifier: `verifier:${hash(verifier)}:${challenge.value}`,
              value: token,
              expiresAt: expiryDate(),
            });
            const url = new URL(location, ctx.context.baseURL);
            url.searchParams.set(VERIFIER_PARAMETER, verifier);
            throw ctx.redirect(url.href);
          }),
        },
      ],
    },
    onRequest: async (request, context) => {
      const url = new URL(request.url);
      const isExchange = url.pathname.endsWith('/get-session') && url.searchParams.has(VERIFIER_PARAMETER);
      if (!isExchange) return;
      const exchange = new URL(`${context.baseURL}${EXCHANGE_PATH}`);
      exchange.search = url.search;
      return { request: new Request(exchange, request) };
    },
    endpoints: {
      exchangeSessionVerifier: createAuthEndpoint(EXCHANGE_PATH, { method: 'GET' }, async (ctx) => {
        const verifier: unknown = ctx.query?.[VERIFIER_PARAMETER];
        const challenge = ctx.getCookie(ctx.context.createAuthCookie(CHALLENGE_COOKIE).name);
        if (typeof verifier !== 'string' || !challenge) return ctx.json(null);
        const identifier = `verifier:${hash(verifier)}:${hash(challenge)}`;
        const exchanged = await ctx.context.internalAdapter.consumeVerificationValue(identifier);
        const found = exchanged && (await ctx.context.internalAdapter.findSession(exchanged.value));
        if (!found) return ctx.json(null);
        await setSessionCookie(ctx, found);
        return ctx.json(found);
      }),
    },
  };
}

/** Resolves the URLs that a sign-in can return to. Returns other values as they are: Better Auth validates them. */
function withAbsoluteUrls(body: Record<string, unknown>, origin: string): Record<string, unknown> {
  const resolved = Object.entries(body).map(([name, value]) => {
    const isRelative = RETURN_URLS.has(name) && typeof value === 'string' && value.startsWith('/');
    return [name, isRelative ? new URL(value, origin).href : value];
  });
  return Object.fromEntries(resolved);
}

/** Reads `state` from the provider URL that `sign-in/social` returns. */
function stateFrom(returned: unknown): string | null {
  if (typeof returned !== 'object' || returned === null || !('url' in returned)) return null;
  return typeof returned.url === 'string' ? new URL(returned.url).searchParams.get('state') : null;
}

/** Reads the email address that `sign-in/magic-link` sends the link to. */
function emailFrom(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('email' in body)) return null;
  return typeof body.email === 'string' ? body.email.toLowerCase() : null;
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function expiryDate(): Date {
  return new Date(Date.now() + LIFETIME_SECONDS * 1_000);
}
