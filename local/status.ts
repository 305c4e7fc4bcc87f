import { withClient } from './postgres/engine';
import type { Services } from './services';

/** Shown on the status page and returned by `/status.json`. */
export interface Status {
  postgres: string;
  folder: string;
  residentBytes: number;
  users: { name: string; email: string; role: string | null; sessions: number; lastSeen: string | null }[];
}

/** Tests can create thousands of users; the page lists the newest. */
const MAX_USERS = 50;

export async function readStatus({ engine, folder }: Services): Promise<Status> {
  const { rows } = await withClient(engine, (client) =>
    client.query(
      `select u.name, u.email, u.role, count(s.id), max(s."updatedAt")::text
       from neon_auth."user" u
       left join neon_auth.session s on s."userId" = u.id and s."expiresAt" > now()
       group by u.id order by u."createdAt" desc limit ${MAX_USERS}`,
    ),
  );
  const users = rows.map(([name, email, role, sessions, lastSeen]) => ({
    ...{ name: name ?? '', email: email ?? '', role: role ?? null },
    ...{ sessions: Number(sessions), lastSeen: lastSeen ?? null },
  }));
  return { postgres: engine.version, folder, residentBytes: process.memoryUsage.rss(), users };
}
