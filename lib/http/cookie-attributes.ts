/** Of every cookie that the app sets: scripts and other sites cannot use it. */
export const COOKIE_ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** The `maxAge` of a choice that a browser should remember, in seconds. */
export const ONE_YEAR = 365 * 24 * 60 * 60;
