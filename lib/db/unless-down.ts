import { logError } from '../log';

/**
 * What a page shows must not depend on the database being there: React renders no error boundary on the server, so an
 * exception would leave a visitor without JavaScript with an empty page.
 * @returns the query's rows, or null when it failed; why goes to the log
 */
export async function unlessDown<T>(query: Promise<T>): Promise<T | null> {
  try {
    return await query;
  } catch (error) {
    await logError('page', error);
    return null;
  }
}
