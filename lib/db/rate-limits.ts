import { sql } from 'drizzle-orm';
import { db } from './client';
import { rateLimits } from './schema';

/** How many tries there may be under a key, in how many seconds. */
export interface RateLimit {
  key: string;
  max: number;
  seconds: number;
}

/**
 * Counts one more try under each key, in one statement that no other can come between, whatever number of servers there is.
 * @returns how many seconds to wait where that was one too many, or 0
 */
export async function countTry(limits: RateLimit[]): Promise<number> {
  // In one order, so that two who count at the same moment wait for each other and not in a circle.
  const ordered = limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const rows = ordered.map(({ key, seconds }) => ({
    key,
    tries: 1,
    resetsAt: sql`now() + make_interval(secs => ${seconds})`,
  }));
  const isOver = sql`${rateLimits.resetsAt} <= now()`;
  const [, counted] = await db.batch([
    db.delete(rateLimits).where(sql`${rateLimits.resetsAt} < now() - interval '1 hour'`),
    db
      .insert(rateLimits)
      .values(rows)
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          tries: sql`case when ${isOver} then 1 else ${rateLimits.tries} + 1 end`,
          resetsAt: sql`case when ${isOver} then excluded.resets_at else ${rateLimits.resetsAt} end`,
        },
      })
      .returning({
        key: rateLimits.key,
        tries: rateLimits.tries,
        wait: sql<string>`ceil(extract(epoch from ${rateLimits.resetsAt} - now()))`,
      }),
  ]);
  const most = new Map(limits.map(({ key, max }) => [key, max]));
  return Math.max(
    0,
    ...counted.filter(({ key, tries }) => tries > (most.get(key) ?? 0)).map(({ wait }) => Number(wait)),
  );
}
