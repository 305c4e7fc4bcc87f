import { sql } from 'drizzle-orm';
import { db } from './client';
import { rateLimits } from './schema';

/** At most `max` attempts under a key in a fixed window of `seconds`. */
export interface RateLimit {
  key: string;
  max: number;
  seconds: number;
}

/**
 * Counts one attempt under each key in one atomic statement, so any number of app instances share the count.
 * @returns how many seconds to wait if an attempt was one too many, else 0
 */
export async function countAttempt(limits: RateLimit[]): Promise<number> {
  // A fixed order, so that concurrent statements do not deadlock.
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
  const maxByKey = new Map(limits.map(({ key, max }) => [key, max]));
  return Math.max(
    0,
    ...counted.filter(({ key, tries }) => tries > (maxByKey.get(key) ?? 0)).map(({ wait }) => Number(wait)),
  );
}
