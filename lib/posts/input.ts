import { z } from 'zod';
import { walkCharacters } from '../characters';
import { text, visibleText } from '../input';

/** Characters as people count them: an emoji is one, however many code points it has. */
const CONTENT_MAX = 5_000;
/** What the database takes, in bytes (`posts_content_length`): a character that people type seldom has more than 30. */
const CONTENT_BYTES_MAX = 200_000;
const SEARCH_MAX = 200;

export const CONTENT_HINT = `Up to ${CONTENT_MAX.toLocaleString('en')} characters. Line breaks stay, and web addresses become links.`;

function isTooManyBytes(content: string): boolean {
  return new TextEncoder().encode(content).length > CONTENT_BYTES_MAX;
}

const content = visibleText('Write something.').superRefine((value, { addIssue }) => {
  const say = (message: string) => addIssue({ code: 'custom', message });
  const inNumbers = (count: number) => count.toLocaleString('en');
  if (!value.isWellFormed() || /[^\P{Cc}\t\n]/u.test(value)) return say('Remove the invisible characters.');
  const shorten = `Shorten this to ${inNumbers(CONTENT_MAX)} characters`;
  if (isTooManyBytes(value)) return say(`${shorten}.`);
  if (value.length <= CONTENT_MAX) return;
  const { count } = walkCharacters(value, 2 * CONTENT_MAX);
  if (count === 2 * CONTENT_MAX) say(`${shorten}.`);
  else if (count > CONTENT_MAX) say(`${shorten}: it has ${inNumbers(count)}.`);
});

/** Years outside of these four digits are written in ways that Postgres does not read. */
function isTimeAsGiven(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && /^[1-9]/.test(value) && time.toISOString() === value;
}

/** What was asked for by a wrong id does not exist; so an id has no errors of its own. */
export const PostId = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .refine(Number.isSafeInteger);

/** The version of a post that a change was made on: its `updatedAt`, exactly as it was given out. */
export const Version = z
  .string({ error: 'Send the updatedAt of the post as it was given.' })
  .refine(isTimeAsGiven, { error: 'Send the updatedAt of the post as it was given.' })
  .transform((value) => new Date(value));

export const IdempotencyKey = z.uuid({ error: 'Send a UUID.' });

const isPublishedInJson = z.boolean({ error: 'Send true or false.' });
export const NewPost = z.strictObject({ content, isPublished: isPublishedInJson.default(false) });
export const PostChange = z.strictObject({
  content: content.optional(),
  isPublished: isPublishedInJson.optional(),
  updatedAt: Version.optional(),
});

// What a form sends along and nobody types has no errors to show: what is wrong in it means nothing, or the harmless.
const id = z.unknown().transform((value) => PostId.safeParse(value).data ?? null);
const isPublished = z.unknown().transform((value) => value === 'true');
const next = z.unknown();

export const NewPostForm = z.object({
  content,
  isPublished,
  idempotencyKey: IdempotencyKey.catch(() => crypto.randomUUID()),
});
const saved = z.unknown();
export const EditForm = z.object({ id, content, saved, updatedAt: Version.catch(new Date(0)) });
export const PublishForm = z.object({ id, isPublished, next });
export const DeleteForm = z.object({ id, next });

/** What somebody looks for; nothing at all is no search. */
export const SearchWords = text('Search for words.')
  .transform((value) => value.trim().replace(/\s+/g, ' '))
  .pipe(z.string().max(SEARCH_MAX, { error: `Search for at most ${SEARCH_MAX} characters.` }));
