import { z } from 'zod';
import { measureCharacters } from '../text/characters';
import { searchQuery, visibleText } from '../text/schema';
import { findsWords } from './search';

/** In characters, as people count them: an emoji is one, however many code points it has. */
export const MAX_CONTENT = 5_000;
/** The limit of the database, in bytes (`posts_content_length`). */
const MAX_CONTENT_BYTES = 200_000;

export const CONTENT_HINT = `Up to ${MAX_CONTENT.toLocaleString('en')} characters. Links are detected automatically.`;

function isTooManyBytes(content: string): boolean {
  return new TextEncoder().encode(content).length > MAX_CONTENT_BYTES;
}

export const content = visibleText('Write something first.').superRefine((value, { addIssue }) => {
  const fail = (message: string) => addIssue({ code: 'custom', message });
  const format = (count: number) => count.toLocaleString('en');
  const tooLong = `Use at most ${format(MAX_CONTENT)} characters.`;
  if (isTooManyBytes(value)) return fail(tooLong);
  if (value.length <= MAX_CONTENT) return;
  const { count } = measureCharacters(value, 2 * MAX_CONTENT);
  if (count === 2 * MAX_CONTENT) fail(tooLong);
  else if (count > MAX_CONTENT) fail(`${tooLong} You have ${format(count)}.`);
});

/** Whether a value is exactly what `toISOString` returns. Postgres cannot parse how JavaScript writes years beyond 9999. */
function isIsoTime(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && /^[1-9]/.test(value) && time.toISOString() === value;
}

/** An invalid id has no error of its own: its post does not exist. */
export const PostId = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .refine(Number.isSafeInteger);

/** A post's version: its `updatedAt` as `toISOString` writes it. */
export const Version = z
  .string({ error: 'Send updatedAt exactly as you received it.' })
  .refine(isIsoTime, { error: 'Send updatedAt exactly as you received it.' })
  .transform((value) => new Date(value));

/** Any UUID that Postgres accepts, not only the versions of RFC 9562. */
export const IdempotencyKey = z.guid({ error: 'Send a UUID.' });

// Hidden fields fall back to a safe default; they have no error message.
const id = z.unknown().transform((value) => PostId.safeParse(value).data ?? null);
const isPublished = z.unknown().transform((value) => value === 'true');
/** What a button does with which post, such as `publish.12`. */
const change = z.unknown().transform((value) => {
  const [, action, id] = /^(publish|unpublish|delete)\.(.*)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return { action, id: PostId.safeParse(id).data ?? null };
});
const next = z.unknown();

export const NewPostForm = z.object({
  content,
  isPublished,
  idempotencyKey: IdempotencyKey.catch(() => crypto.randomUUID()),
});
const saved = z.unknown();
export const EditForm = z.object({ id, content, saved, updatedAt: Version.catch(new Date(0)) });
/** The controls of own posts. `next` is where to go after a post was published, `list` after it was deleted. */
export const OwnPostForm = z.object({ change, next, list: z.unknown() });

/** A search query in the syntax of `parseSearch`. */
export const SearchWords = searchQuery().refine(findsWords, {
  error: 'Add a word to find. A minus only excludes words.',
});
