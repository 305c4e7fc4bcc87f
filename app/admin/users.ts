import { z } from 'zod';
import { hasRole } from '@/lib/auth/roles';
import { errorCode } from '@/lib/auth/sdk/error-codes';
import { readAuth } from '@/lib/auth/sdk/read-auth';
import { auth } from '@/lib/auth/server';
import { displayName, isBanned, NeonAuthUser } from '@/lib/auth/user';
import { UserId } from './input';

const PAGE_SIZE = 20;

/** A user as admin pages show it. */
export interface ListedUser {
  id: string;
  name: string;
  email: string;
  image: string | null;
  isEmailVerified: boolean;
  isAdmin: boolean;
  createdAt: Date;
  /** The ban in force; `until` is null if it is permanent. */
  ban: { reason: string | null; until: Date | null } | null;
  /** Whether Neon Auth still has the expiry of an expired ban. */
  hasExpiredBan: boolean;
}

export interface UserSearch {
  words: string;
  field: 'email' | 'name';
  sort: 'createdAt' | 'name';
  direction: 'asc' | 'desc';
  page: number;
}

/** What was found, or the error code. A page switches on the code; a form shows its text. */
export type Found<T> = { found: T } | { code: string };

const User = NeonAuthUser.extend({ createdAt: z.coerce.date(), banReason: z.string().nullish() }).transform(
  toListedUser,
);
const Users = z.object({ users: z.array(User), total: z.number() });
type Users = z.output<typeof Users>;

/**
 * Lists a page of users, with the number of pages and users. Better Auth's search is case-sensitive; it stores
 * email addresses in lower case, and names as they were entered.
 */
export async function listUsers({
  words,
  field,
  sort,
  direction,
  page,
}: UserSearch): Promise<Found<Users & { pages: number }>> {
  const value = field === 'email' ? words.toLowerCase() : words;
  const result = await fetchUsers({
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    sortBy: sort,
    sortDirection: direction,
    // Better Auth uses the value as a LIKE pattern.
    ...(value && { searchField: field, searchValue: value.replace(/[\\%_]/g, '\\$&') }),
  });
  if ('code' in result) return result;
  // Better Auth returns no users when its database fails. There is always at least the administrator.
  if (!words && result.found.total === 0) return { code: 'unexpected_failure' };
  return { found: { ...result.found, pages: Math.ceil(result.found.total / PAGE_SIZE) } };
}

/** Finds one user. The SDK has no method for that, so this filters the list by id. */
export async function findUser(id: string | null): Promise<Found<ListedUser>> {
  if (!UserId.safeParse(id).success) return { code: 'user_not_found' };
  const result = await fetchUsers({ limit: 1, filterField: 'id', filterValue: id });
  if ('code' in result) return result;
  const [user] = result.found.users;
  if (user) return { found: user };
  // Better Auth returns no users when its database fails. There is always at least the administrator.
  const anyUser = await fetchUsers({ limit: 1 });
  const isReachable = 'found' in anyUser && anyUser.found.total > 0;
  return { code: isReachable ? 'user_not_found' : 'unexpected_failure' };
}

async function fetchUsers(query: Record<string, unknown>): Promise<Found<Users>> {
  const { data, error } = await readAuth(() => auth.admin.listUsers({ query }));
  if (error) return { code: error.status === 403 ? 'not_allowed' : errorCode(error) };
  const users = Users.safeParse(data).data;
  return users ? { found: users } : { code: 'unexpected_failure' };
}

function toListedUser(user: NeonAuthUser & { createdAt: Date; banReason?: string | null | undefined }): ListedUser {
  const { id, email, image, emailVerified, role, createdAt, banReason = null, banExpires = null } = user;
  const isBannedNow = isBanned(user);
  return {
    id,
    name: displayName(user),
    email,
    image: image || null,
    createdAt,
    isEmailVerified: emailVerified,
    isAdmin: hasRole(role, 'admin'),
    ban: isBannedNow ? { reason: banReason, until: banExpires } : null,
    hasExpiredBan: !isBannedNow && banExpires !== null,
  };
}
