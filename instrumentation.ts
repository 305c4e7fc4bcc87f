/** Reads the environment as the server starts: what is missing ends it with a list, not later with a failing page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./lib/env-at-start');
}
