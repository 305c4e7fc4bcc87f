import { withClient } from '../postgres/engine';
import type { Services } from '../services';

/** How local Neon is, for its page and for tests. */
export interface Status {
  postgres: string;
  folder: string;
  residentBytes: number;
  users: { name: string; email: string; role: string | null; sessions: number; lastSeen: string | null }[];
}

/** The newest users are shown; a test may have made thousands. */
const USERS_SHOWN = 50;

export async function readStatus({ engine, folder }: Services): Promise<Status> {
  const { rows } = await withClient(engine, (client) =>
    client.query(
      `select u.name, u.email, u.role, count(s.id), max(s."updatedAt")::text
       from neon_auth."user" u
       left join neon_auth.session s on s."userId" = u.id and s."expiresAt" > now()
       group by u.id order by u."createdAt" desc limit ${USERS_SHOWN}`,
    ),
  );
  const users = rows.map(([name, email, role, sessions, lastSeen]) => ({
    ...{ name: name ?? '', email: email ?? '', role: role ?? null },
    ...{ sessions: Number(sessions), lastSeen: lastSeen ?? null },
  }));
  return { postgres: engine.version, folder, residentBytes: process.memoryUsage.rss(), users };
}
