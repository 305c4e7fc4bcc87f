import { cookies } from 'next/headers';
import { SESSION_DATA } from './cookies';

/**
 * Drops the session cache in an action or route handler that changed the session or its user; `proxy.ts` refreshes it before
 * the next page. Fault: the SDK keeps the old cache for 60 s after an organization is created, joined, left or deleted, or an
 * address is verified. Remove this when the SDK invalidates it.
 */
export async function dropSessionCache(): Promise<void> {
  (await cookies()).delete({ name: SESSION_DATA, path: '/', secure: true });
}
