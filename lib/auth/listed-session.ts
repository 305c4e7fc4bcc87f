import { z } from 'zod';
import { selectSessionBrowsers } from '../db/session-browsers';
import { tryQuery } from '../db/try-query';

/** A session in a list, without its token. */
export interface ListedSession {
  id: string;
  device: string;
  lastUsed: Date;
}

/** The fields of Neon Auth's session that a list shows. */
export const NeonAuthSession = z.object({
  id: z.string(),
  userAgent: z.string().nullish(),
  updatedAt: z.coerce.date(),
});

/** Returns the recorded `User-Agent` of a user's sessions, by id. Without the database, none: then every device is unknown. */
export async function recordedBrowsers(userId: string): Promise<Map<string, string>> {
  return (await tryQuery(selectSessionBrowsers(userId))) ?? new Map();
}

/** @param browsers the recorded `User-Agent` of each session, by id; Neon Auth knows it only of sessions that a script created */
export function toListedSession(
  { id, userAgent, updatedAt }: z.infer<typeof NeonAuthSession>,
  browsers: Map<string, string>,
): ListedSession {
  return { id, device: deviceName(browsers.get(id) ?? userAgent), lastUsed: updatedAt };
}

/** Compares two sessions; the one used last comes first. */
export function byLastUse(a: ListedSession, b: ListedSession): number {
  return b.lastUsed.getTime() - a.lastUsed.getTime();
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** Names a device by its user agent, such as `Firefox on Linux`. */
function deviceName(userAgent: string | null | undefined): string {
  const find = (names: readonly (readonly [string, string])[]) =>
    names.find(([mark]) => userAgent?.includes(mark))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return [browser, system].filter(Boolean).join(' on ') || 'Unknown device';
}
