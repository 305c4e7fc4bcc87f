import { expect, test } from 'vitest';
import { authRefusal, OF_ADMINISTRATION, OF_CODE, OF_LINK } from '@/lib/auth/messages';

test('an unknown account and a wrong password get the same words', () => {
  expect(authRefusal({ code: 'invalid_credentials', status: 401 })).toEqual({
    errors: { password: 'The email address or the password is wrong.' },
  });
});

test('an address that is taken is said beside the address', () => {
  expect(
    authRefusal({ code: 'validation_failed', status: 422, message: 'User already exists.' }).errors?.email,
  ).toMatch(/There is an account/);
});

test.each([
  ['the auth server cannot be reached', { code: 'NETWORK_REFUSED', status: 502 }],
  ['it could not make the user', { code: 'validation_failed', status: 422, message: 'Failed to create user' }],
  ['it fails', { code: 'unexpected_failure', status: 500 }],
  ['something else answers', null],
])('when %s, the fault is not put on the person', (_what, error) => {
  expect(authRefusal(error).message).toMatch(/could not reach the sign-in service/);
});

test('a code that nobody foresaw still gets words, and none of its own', () => {
  expect(authRefusal({ code: 'constructor', status: 400 })).toEqual({
    message: 'That did not work. Check what you typed, then try again.',
  });
});

test('what a code means depends on what was typed', () => {
  expect(authRefusal({ code: 'validation_failed', status: 400 }, OF_CODE).errors?.code).toMatch(/This code is wrong/);
  expect(
    authRefusal({ code: 'feature_not_supported', status: 403, message: 'Too many attempts' }, OF_CODE).errors?.code,
  ).toMatch(/new code/);
  expect(authRefusal({ code: 'bad_jwt', status: 401 }, OF_LINK).message).toMatch(/no longer good/);
  expect(authRefusal({ code: 'over_request_rate_limit', status: 429 }, OF_CODE).message).toMatch(/Wait a minute/);
});

test.each([
  ['You are not allowed to ban users', 403, /no administrator any more/],
  ['You cannot ban yourself', 400, /cannot ban yourself/],
  ['Unauthorized', 401, /signed out/],
])('what Better Auth refuses an administrator ("%s") is said in words of our own', (message, status, said) => {
  const code =
    new Map([
      [403, 'feature_not_supported'],
      [400, 'validation_failed'],
    ]).get(status) ?? 'invalid_credentials';
  expect(authRefusal({ code, status, message }, OF_ADMINISTRATION).message).toMatch(said);
});
