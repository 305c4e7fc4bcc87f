import { z } from 'zod';
import { UNITS_PER_CHARACTER, walkCharacters } from '@/lib/characters';
import { text, visibleText } from '@/lib/input';

const DAY = 24 * 60 * 60;
const REASON_MAX = 500;
const SEARCH_MAX = 200;

export const REASON_HINT = `Administrators read it here; who is banned does not. Up to ${REASON_MAX} characters.`;

/** How long a ban lasts, in seconds; null is for good. */
export const BAN_SECONDS = { good: null, day: DAY, week: 7 * DAY, month: 30 * DAY };

const reason = visibleText('Say why.').refine(isShort, { error: `Shorten this to ${REASON_MAX} characters.` });

function isShort(value: string): boolean {
  // A text of many more is not worth counting.
  if (value.length > REASON_MAX * UNITS_PER_CHARACTER) return false;
  return walkCharacters(value, REASON_MAX + 1).count <= REASON_MAX;
}

/** What was asked for by a wrong id does not exist; so an id has no errors of its own. */
export const UserId = z.uuid();
const id = UserId.nullable().catch(null);

export const RoleForm = z.object({ id, role: z.enum(['user', 'admin'], { error: 'Choose a role.' }) });
export const BanForm = z.object({
  id,
  reason,
  duration: z.enum(['good', 'day', 'week', 'month'], { error: 'Choose for how long.' }),
});
export const UserForm = z.object({ id });

/** What somebody looks for; nothing at all is no search. */
export const SearchWords = text('Search for one thing at a time.')
  .transform((value) => value.trim())
  .pipe(z.string().max(SEARCH_MAX, { error: `Search for at most ${SEARCH_MAX} characters.` }));
/** In which of the two a user is looked for. */
export const SearchField = z.enum(['email', 'name']).catch('email');
export const PageNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);
