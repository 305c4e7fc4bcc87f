/** Neon Auth's base path on its host: `/<database>/auth`. */
export const AUTH_PATH = '/neondb/auth';

/** The base path of the simulated OAuth provider. */
export const PROVIDER_PATH = '/provider';
