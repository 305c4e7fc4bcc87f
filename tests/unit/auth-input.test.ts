import { describe, expect, test } from 'vitest';
import { Invite } from '@/app/organizations/input';
import { DeleteAccount, EnterCode, Profile, RequestLink, SignIn } from '@/lib/auth/input';

const parse = (email: unknown) => RequestLink.safeParse({ email });
const errorOf = (email: unknown) => parse(email).error?.issues[0]?.message;

describe('an email address', () => {
  test.each([
    ['the marks of Windows contacts', '\u202Aada@example.com\u202C'],
    ['zero-width characters', '\u200Bada\u200D@exam\u00ADple.com\uFEFF'],
    ['white space', '\u00a0ada@example.com\u3000\u0085'],
  ])('loses %s', (_case, email) => {
    expect(parse(email).data?.email).toBe('ada@example.com');
    expect(SignIn.parse({ email, password: 'x' }).email).toBe('ada@example.com');
    expect(Invite.parse({ organizationId: '', email, role: 'member' }).email).toBe('ada@example.com');
  });

  test.each([
    'R&D@example.com',
    'ada=b@example.com',
    'zoë@example.com',
    'ada@münchen.example',
    'ada@example.xn--p1ai',
    'a..b@example.com',
  ])('%s is real, but the auth server rejects it', (email) => {
    expect(errorOf(email)).toBe(
      "This email address can't be used here. Use one with only the letters A to Z, digits and . _ ' + - in it.",
    );
  });

  test.each([
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a b@example.com',
    'ada@@example.com',
    'ada@example,com',
    '<ada@example.com>',
  ])('%s is a mistake', (email) => {
    expect(errorOf(email)).toBe('Enter an email address like name@example.com.');
  });

  test.each(['', ' ', '\u202A\u202C', undefined])('cannot be %j, which is empty', (email) => {
    expect(errorOf(email)).toBe('Enter your email address.');
  });

  test('can have the characters that the error for other addresses lists', () => {
    expect(parse("o'Neil_a.b+c-d1@sub-domain.example.com").success).toBe(true);
  });
});

test('the address of a picture loses invisible marks', () => {
  const image = '\u202Ahttps://example.com/me.jpg\u202C\u200B';
  expect(Profile.parse({ name: 'Ada', image }).image).toBe('https://example.com/me.jpg');
});

test('the address that confirms a deletion can be one that forms reject', () => {
  expect(DeleteAccount.parse({ email: '\u202AR&D@example.com ' }).email).toBe('R&D@example.com');
  expect(DeleteAccount.safeParse({ email: '\u200B' }).error?.issues[0]?.message).toBe('Enter your email address.');
});

describe('a code', () => {
  const codeOf = (code: string) => EnterCode.safeParse({ email: 'ada@example.com', code }).data?.code;

  test.each([
    '123456',
    ' 123 456 ',
    '123-456',
    '１２３４５６',
    '１２３\u3000４５６',
    '123\u2009456',
    '123\u2013456',
    '123\u2011456',
    '123−456',
    '\u202A123\u200B456\u202C',
    '١٢٣٤٥٦',
    '۱۲۳۴۵۶',
  ])('can be typed as %j', (code) => {
    expect(codeOf(code)).toBe('123456');
  });

  test.each(['12345', '1234567', 'abcdef', '12345a', '½23456', '一二三四五六'])('cannot be %j', (code) => {
    expect(codeOf(code)).toBeUndefined();
  });
});
