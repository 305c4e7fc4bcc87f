import { describe, expect, test } from 'vitest';
import { BanForm } from '@/app/admin/input';
import { DeleteOrganization, NewOrganization, Rename } from '@/app/organizations/input';
import { Profile, SignUp } from '@/lib/auth/input';
import { displayName } from '@/lib/auth/user';

const SIGN_UP = { email: 'ada@example.com', password: 'correct horse battery' };
/** Every form that names something, with the name it accepts or the error. */
const NAMES = [
  ['a new user', (name: unknown) => SignUp.safeParse({ ...SIGN_UP, name })],
  ['a profile', (name: unknown) => Profile.safeParse({ name, image: '' })],
  ['a new organization', (name: unknown) => NewOrganization.safeParse({ name })],
  ['a renamed organization', (name: unknown) => Rename.safeParse({ organizationId: '', name })],
] as const;

describe.each(NAMES)('the name of %s', (_form, parse) => {
  const errorOf = (name: unknown) => parse(name).error?.issues[0]?.message;

  test.each([
    ['surrounding white space', ' \u3000Ada\t\u00a0', 'Ada'],
    ['line breaks and runs of spaces', 'Ada\r\n\u2028  Lovelace', 'Ada Lovelace'],
    ['bidirectional overrides', '\u202EAda\u202C Love\u2066lace\u2069', 'Ada Lovelace'],
    ['zero-width characters', 'A\u200Bd\uFEFFa\u00AD', 'Ada'],
  ])('loses %s', (_case, name, expected) => {
    expect(parse(name).data?.name).toBe(expected);
  });

  test.each([
    ['a family emoji', '👩‍👩‍👧‍👦 Max'],
    ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 Max'],
    ['a zero-width non-joiner', 'علی\u200Cرضا'],
    ['a variant of an ideograph', '葛\u{E0100}城'],
  ])('keeps %s', (_case, name) => {
    expect(parse(name).data?.name).toBe(name);
  });

  test.each(['', ' ', '\u200B', '\u200D', '\u202E\u202C', '\u3164', '\u2800', '\u00AD\n', undefined])(
    'cannot be %j, which is invisible',
    (name) => {
      expect(errorOf(name)).toMatch(/^Enter (your|a) name\.$/);
    },
  );

  test.each(['Ada\u0007', 'Ada\u001B[31m', '\u009FAda', 'Ada\0', 'Ada\uD83D'])('cannot contain %j', (name) => {
    expect(errorOf(name)).toBe('Remove invisible characters.');
  });

  test('is composed, so that it equals the same name from another keyboard', () => {
    expect(parse('Zoe\u0308').data?.name).toBe('Zo\u00EB');
  });
});

test('the name that confirms a deletion equals the name that the page shows', () => {
  const parse = (name: string) => DeleteOrganization.parse({ organizationId: '', name }).name;
  expect(parse(' \u202AZoe\u0308\u2028Ltd\u202C ')).toBe('Zo\u00EB Ltd');
});

test.each([
  ['an override', '\u202EeertA\u202C', 'eertA'],
  ['a control character', 'Ada\u0007', 'Ada'],
  ['a line break', 'Ada\nLovelace', 'Ada Lovelace'],
  ['nothing visible', '\u200B\u200D', 'ada@example.com'],
])("a user's name from outside the forms is shown without %s", (_case, name, expected) => {
  expect(displayName({ name, email: 'ada@example.com' })).toBe(expected);
});

test("a user's name in decomposed characters equals the same name from a form", () => {
  expect(displayName({ name: 'Zoe\u0308', email: '' })).toBe(Profile.parse({ name: 'Zo\u00EB', image: '' }).name);
});

describe('the reason of a ban', () => {
  const parse = (reason: string) => BanForm.safeParse({ id: null, reason, duration: 'day' });

  test('keeps its lines and is composed', () => {
    expect(parse('Spam\r\nin Cafe\u0301s').data?.reason).toBe('Spam\nin Caf\u00E9s');
  });

  test.each(['Spam\u0007', 'Spam\uD800'])('cannot contain invisible characters: %j', (reason) => {
    expect(parse(reason).error?.issues[0]?.message).toBe('Remove invisible characters.');
  });
});
