/** Reads the environment when the server starts: a missing variable stops it with a list, not a later request with a 500. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  try {
    await import('./lib/env');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // Next.js would keep running and answer every request with a 500.
    process.exit(1);
  }
}
