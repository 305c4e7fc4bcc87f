import { sql } from 'drizzle-orm';
import { apiResponse } from '@/lib/api/responses';
import { apiRoute } from '@/lib/api/route';
import { db } from '@/lib/db/client';
import { env, missingVariables } from '@/lib/env';
import { authServer } from '@/lib/http/cold-start';
import { TIMEOUTS } from '@/lib/limits';
import { logError } from '@/lib/log';

/**
 * Responds with 200 if the database and the auth server respond, else with 503 and which of them does not. With
 * `?probe=live` it checks only the process: restarting it does not help when the database is unreachable. A service whose
 * variable is missing isn't called, and the log names the variable.
 */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: async (request) => {
    if (new URL(request.url).searchParams.get('probe') === 'live') return apiResponse({ live: true });
    const missing = missingVariables.map(({ name }) => name);
    if (missing.length > 0) await logError('health', missingError(missing));
    const [isDatabaseUp, isAuthServerUp] = await Promise.all([
      !missing.includes('DATABASE_URL') && succeeds(db.execute(sql`select 1`)),
      !missing.includes('NEON_AUTH_BASE_URL') && succeeds(checkAuthServer()),
    ]);
    const ready = isDatabaseUp && isAuthServerUp && missing.length === 0;
    const headers = ready ? {} : { 'Retry-After': '5' };
    return apiResponse(
      { live: true, ready, database: isDatabaseUp, authServer: isAuthServerUp },
      { status: ready ? 200 : 503, headers },
    );
  },
});

function missingError(names: string[]): Error {
  return new Error(`These environment variables are missing: ${names.join(', ')}`);
}

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
