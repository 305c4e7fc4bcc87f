/**
 * Every timeout and request size of the app. Other limits are next to what they limit: field lengths in the `input.ts` files,
 * attempts in `lib/auth/rate-limits.ts`, posts per minute in `lib/posts/table.ts`.
 */

/**
 * Timeouts in milliseconds. A page view takes at most `sessionLookup` plus `page`: 3 s, or 14 s while a service may be waking
 * up (`lib/http/cold-start.ts`).
 */
export const TIMEOUTS = {
  /** The session lookup in `proxy.ts`. The SDK makes two requests for it. */
  sessionLookup: { warm: 1_200, cold: 6_000 },
  /** Everything that one page waits for while it renders. */
  page: { warm: 1_800, cold: 8_000 },
  /** Everything that one form action waits for. */
  form: 20_000,
  /** One request to the auth server from a page. */
  authRead: { warm: 1_000, cold: 6_000 },
  /** One request to the auth server from a form, or from a redirect that works only once. */
  authWrite: { warm: 5_000, cold: 8_000 },
  /** One request for the public keys of Neon Auth. */
  jwks: 3_000,
  /** One report to `ERROR_REPORT_URL`. */
  errorReport: 2_000,
  /** One request to the database, network included. */
  database: { warm: 1_700, cold: 6_000 },
  /** One statement of `asUser()` or `readPublic()` inside Postgres. Shorter than `database.warm`, so that the app gets Postgres's error. */
  statement: 1_500,
} as const;

/** Sizes of request bodies in bytes. */
export const MAX_BYTES = {
  /** A form. `serverActions.bodySizeLimit` in `next.config.ts` is the same. */
  form: 2 * 1024 * 1024,
  /** A post as JSON: the longest content, with every character escaped. */
  json: 1_500_000,
  /** A request to `/api/auth`. */
  auth: 64 * 1024,
} as const;

/** The longest field, in UTF-16 code units, that a rejected form shows again. No one types more. */
export const MAX_KEPT_LENGTH = 500_000;
