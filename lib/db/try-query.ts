import { pageTimeLeft, withTimeout } from '../http/timeout';
import { logError } from '../log';

/**
 * Runs a query for a page. A page must not throw when the database is unreachable: React renders no error boundary on the
 * server, so a visitor without JavaScript would see an empty page.
 * @returns the query's result, or null if it failed or took longer than the page may wait; logs why
 */
export async function tryQuery<T>(query: Promise<T>): Promise<T | null> {
  try {
    return await withTimeout(pageTimeLeft(), query, () => Promise.reject(new Error('The query took too long.')));
  } catch (error) {
    await logError('page', error);
    return null;
  }
}
