import { apiRoute } from '@/lib/api';
import { apiResponse } from '@/lib/api-response';
import { pingAuthServer } from '@/lib/auth/ping';
import { pingDatabase } from '@/lib/db/ping';
import { logError } from '@/lib/log';

/**
 * Whether the app can do its work: 200 when the database and the auth server answer, else 503 with which of them does not.
 * With `?probe=live`, only whether the process answers: what has lost its database need not be started anew.
 */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  GET: async (request) => {
    if (new URL(request.url).searchParams.get('probe') === 'live') return apiResponse({ live: true });
    const [database, authServer] = await Promise.all([answers(pingDatabase()), answers(pingAuthServer())]);
    const ready = database && authServer;
    const headers = ready ? {} : { 'Retry-After': '5' };
    return apiResponse({ live: true, ready, database, authServer }, { status: ready ? 200 : 503, headers });
  },
});

async function answers(ping: Promise<unknown>): Promise<boolean> {
  return ping.then(
    () => true,
    async (error: unknown) => {
      await logError('health', error);
      return false;
    },
  );
}
