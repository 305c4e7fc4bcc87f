import { sql } from 'drizzle-orm';
import { db } from './client';

/** Asks the database one cheap question. @throws when it does not answer */
export async function pingDatabase(): Promise<void> {
  await db.execute(sql`select 1`);
}
