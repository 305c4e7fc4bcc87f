/**
 * Every timeout and size limit that the app sets. Rate limits are in `lib/auth/rate-limits.ts`; what only one capability
 * limits is in that capability's folder.
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
  /** One request to the database, network included. */
  database: { warm: 1_700, cold: 6_000 },
  /** One statement inside Postgres. Shorter than `database.warm`, so that Postgres gives up first and the app gets its error. */
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
