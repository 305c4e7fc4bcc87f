import { z } from 'zod';
import { toVisibleLine } from '../text/visible';
import { hasRole } from './roles';

/** A signed-in user. */
export interface User {
  id: string;
  /** The email address if the user has no name yet, as after the first sign-in with a code. */
  name: string;
  email: string;
  isEmailVerified: boolean;
  /** An image URL, which can be from outside the app's forms. */
  image: string | null;
  isAdmin: boolean;
}

/** The fields of Neon Auth's user that the app reads. */
export const NeonAuthUser = z.object({
  id: z.guid(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  image: z.string().nullish(),
  role: z.string().nullish(),
  banned: z.boolean().nullish(),
  banExpires: z.coerce.date().nullish(),
});
export type NeonAuthUser = z.infer<typeof NeonAuthUser>;

export function toUser({ id, name, email, emailVerified, image, role }: NeonAuthUser): User {
  return {
    id,
    name: displayName({ name, email }),
    email,
    isEmailVerified: emailVerified,
    image: image || null,
    isAdmin: hasRole(role, 'admin'),
  };
}

/** Returns what a user is called. A name from outside the app's forms, such as from Neon's console, can be any text. */
export function displayName({ name, email }: { name: string; email: string }): string {
  return toVisibleLine(name) || email;
}

/** Whether a user is banned now: permanently, or until a time that has not passed. */
export function isBanned({ banned, banExpires }: Pick<NeonAuthUser, 'banned' | 'banExpires'>): boolean {
  return banned === true && (!banExpires || banExpires.getTime() > Date.now());
}
