import { sql } from 'drizzle-orm';
import { apiResponse } from '@/lib/api/responses';
import { apiRoute } from '@/lib/api/route';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { authServer } from '@/lib/http/cold-start';
import { TIMEOUTS } from '@/lib/limits';
import { logError } from '@/lib/log';

/**
 * Responds with 200 if the database and the auth server respond, else with 503 and which of them does not. With
 * `?probe=live` it checks only the process: restarting it does not help when the database is unreachable.
 */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: async (request) => {
    if (new URL(request.url).searchParams.get('probe') === 'live') return apiResponse({ live: true });
    const [isDatabaseUp, isAuthServerUp] = await Promise.all([
      succeeds(db.execute(sql`select 1`)),
      succeeds(checkAuthServer()),
    ]);
    const ready = isDatabaseUp && isAuthServerUp;
    const headers = ready ? {} : { 'Retry-After': '5' };
    return apiResponse(
      { live: true, ready, database: isDatabaseUp, authServer: isAuthServerUp },
      { status: ready ? 200 : 503, headers },
    );
  },
});

/** @throws if the auth server does not respond with a success and JSON */
async function checkAuthServer(): Promise<void> {
  const request = fetch(`${env.NEON_AUTH_BASE_URL}/ok`, {
    signal: AbortSignal.timeout(authServer.timeout(TIMEOUTS.authRead)),
    redirect: 'manual',
  });
  const response = await authServer.record(request);
  if (!response.ok) throw new Error(`The auth server responded with ${response.status}.`);
  await response.json();
}

function succeeds(check: Promise<unknown>): Promise<boolean> {
  return check.then(
    () => true,
    async (error: unknown) => {
      await logError('health', error);
      return false;
    },
  );
}
