import { z } from 'zod';
import { codeOf } from '@/lib/auth/messages';
import { isAdministrator, isBanned, shownName } from '@/lib/auth/person';
import { auth } from '@/lib/auth/server';
import { answerTo } from '@/lib/auth/session';
import { UserId } from './input';

const PAGE_SIZE = 20;

/** A user, as an administrator sees them. */
export interface ListedUser {
  id: string;
  name: string;
  email: string;
  isEmailVerified: boolean;
  isAdmin: boolean;
  createdAt: Date;
  /** The ban that holds at this moment; `until` is null for one that is for good. */
  ban: { reason: string | null; until: Date | null } | null;
  /** Whether the auth server still keeps the end of a ban that is over. */
  hasOldBan: boolean;
}

export interface UserSearch {
  words: string;
  field: 'email' | 'name';
  page: number;
}

/** What was found, or the code of why not (`lib/auth/messages.ts`): for a page to decide on, for a form to put into words. */
export type Asked<T> = { found: T } | { refused: string };

const User = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    createdAt: z.coerce.date(),
    role: z.string().nullish(),
    banned: z.boolean().nullish(),
    banReason: z.string().nullish(),
    banExpires: z.coerce.date().nullish(),
  })
  .transform(toUser);
const Users = z.object({ users: z.array(User), total: z.number() });
type Users = z.output<typeof Users>;

/**
 * A page of users, newest first, and how many pages and users there are in all.
 * Better Auth compares letter by letter. Email addresses are kept in lower case; names are as they were typed.
 */
export async function listUsers({ words, field, page }: UserSearch): Promise<Asked<Users & { pages: number }>> {
  const value = field === 'email' ? words.toLowerCase() : words;
  const asked = await askForUsers({
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
    ...{ sortBy: 'createdAt', sortDirection: 'desc' },
    // It makes a pattern of what it is given.
    ...(value && { searchField: field, searchValue: value.replace(/[\\%_]/g, '\\$&') }),
  });
  if ('refused' in asked) return asked;
  // An error in its database it answers as if there were nobody; but whoever asks is a user.
  if (!words && asked.found.total === 0) return { refused: 'unexpected_failure' };
  return { found: { ...asked.found, pages: Math.ceil(asked.found.total / PAGE_SIZE) } };
}

/** One user. The SDK has no question for one, so the list is asked for that id. */
export async function findUser(id: string | null): Promise<Asked<ListedUser>> {
  if (!UserId.safeParse(id).success) return { refused: 'user_not_found' };
  const asked = await askForUsers({ limit: 1, filterField: 'id', filterValue: id });
  if ('refused' in asked) return asked;
  const [user] = asked.found.users;
  if (user) return { found: user };
  // An error in its database it answers as if there were nobody; but whoever asks is a user.
  const anybody = await askForUsers({ limit: 1 });
  const isThere = 'found' in anybody && anybody.found.total > 0;
  return { refused: isThere ? 'user_not_found' : 'unexpected_failure' };
}

async function askForUsers(query: Record<string, unknown>): Promise<Asked<Users>> {
  const { data, error } = await answerTo(() => auth.admin.listUsers({ query }));
  if (error) return { refused: error.status === 403 ? 'not_allowed' : codeOf(error) };
  const users = Users.safeParse(data).data;
  return users ? { found: users } : { refused: 'unexpected_failure' };
}

function toUser({
  emailVerified,
  role,
  banned,
  banReason = null,
  banExpires = null,
  ...user
}: {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  createdAt: Date;
  role?: string | null | undefined;
  banned?: boolean | null | undefined;
  banReason?: string | null | undefined;
  banExpires?: Date | null | undefined;
}): ListedUser {
  const isBannedNow = isBanned({ banned, banExpires });
  return {
    ...user,
    name: shownName(user),
    isEmailVerified: emailVerified,
    isAdmin: isAdministrator(role),
    ban: isBannedNow ? { reason: banReason, until: banExpires } : null,
    hasOldBan: !isBannedNow && banExpires !== null,
  };
}
