import { z } from 'zod';

/**
 * Faults of both services. `slow` delays the response, `error` returns a 500, `html` an HTML page and `garbage` invalid HTTP.
 * `drop` closes the connection before the request is processed, `lose` afterwards.
 */
export const FAULTS = ['slow', 'error', 'html', 'garbage', 'drop', 'lose'] as const;

export const SQL_FAULTS = [...FAULTS, 'too-many-connections', 'serialization-failure'] as const;

export const VERIFICATIONS = ['code', 'link'] as const;

export const FaultSettings = z.strictObject({
  auth: z.enum(FAULTS).nullable(),
  sql: z.enum(SQL_FAULTS).nullable(),
  /** Limits the `auth` fault to paths with this suffix. Null affects all paths. */
  authPath: z.string().nullable(),
  /** The delay of `slow`, in milliseconds. */
  slowMs: z.int().min(0).max(60_000),
  /** Whether every `get-session` sets the session cookie again, as when a refresh is due. */
  refreshAlways: z.boolean(),
  /** Whether Neon Auth's rate limits apply. */
  rateLimited: z.boolean(),
  /** How users must verify their email before they can sign in. Null requires no verification. */
  requireVerification: z.enum(VERIFICATIONS).nullable(),
  /** Receives the webhooks. Null sends none. */
  webhookUrl: z.url().nullable(),
});
export type FaultSettings = z.infer<typeof FaultSettings>;

export const DEFAULT_SETTINGS: FaultSettings = {
  auth: null,
  sql: null,
  authPath: null,
  slowMs: 10_000,
  refreshAlways: false,
  rateLimited: false,
  requireVerification: null,
  webhookUrl: null,
};
