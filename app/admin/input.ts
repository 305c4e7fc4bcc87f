import { z } from 'zod';
import { MAX_UNITS_PER_CHARACTER, measureCharacters } from '@/lib/text/characters';
import { searchQuery, visibleText } from '@/lib/text/schema';

const DAY = 24 * 60 * 60;
const MAX_REASON = 500;

export const REASON_HINT = `Only administrators can see this. Up to ${MAX_REASON} characters.`;

/** The duration of a ban in seconds; null is permanent. */
export const BAN_SECONDS = { permanent: null, day: DAY, week: 7 * DAY, month: 30 * DAY };

const reason = visibleText('Enter a reason.').refine(isShort, { error: `Use at most ${MAX_REASON} characters.` });

function isShort(value: string): boolean {
  // Such a long text is not worth counting.
  if (value.length > MAX_REASON * MAX_UNITS_PER_CHARACTER) return false;
  return measureCharacters(value, MAX_REASON + 1).count <= MAX_REASON;
}

/** An invalid id has no error of its own: its user does not exist. */
export const UserId = z.guid();
const id = UserId.nullable().catch(null);

export const RoleForm = z.object({ id, role: z.enum(['user', 'admin'], { error: 'Choose a role.' }) });
export const BanForm = z.object({
  id,
  reason,
  duration: z.enum(['permanent', 'day', 'week', 'month'], { error: 'Choose a duration.' }),
});
export const UserForm = z.object({ id });

export const SearchWords = searchQuery();
export const SearchField = z.enum(['email', 'name']).catch('email');
export const SortField = z.enum(['createdAt', 'name']).catch('createdAt');
export const SortDirection = z.enum(['asc', 'desc']).catch('desc');
export const PageNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);
