import { expect, test } from 'vitest';
import { authRefusal, OF_ADMINISTRATION, OF_CODE, OF_LINK } from '@/lib/auth/messages';

test('an unknown account and a wrong password get the same message', () => {
  expect(authRefusal({ code: 'invalid_credentials', status: 401 })).toEqual({
    errors: { password: 'Incorrect email or password.' },
  });
});

test('a registered email address gets an error on the email field', () => {
  expect(
    authRefusal({ code: 'validation_failed', status: 422, message: 'User already exists.' }).errors?.email,
  ).toMatch(/This email is already registered/);
});

test.each([
  ['the auth server is unreachable', { code: 'NETWORK_REFUSED', status: 502 }],
  [
    'the auth server cannot create the user',
    { code: 'validation_failed', status: 422, message: 'Failed to create user' },
  ],
  ['the auth server fails', { code: 'unexpected_failure', status: 500 }],
  ['the response is not JSON', null],
])('when %s, the message blames the service and not the user', (_case, error) => {
  expect(authRefusal(error).message).toMatch(/could not reach the sign-in service/);
});

test('an unknown error code gets the generic message', () => {
  expect(authRefusal({ code: 'constructor', status: 400 })).toEqual({
    message: 'Something went wrong. Check the form and try again.',
  });
});

test('the message for an error code depends on the form', () => {
  expect(authRefusal({ code: 'validation_failed', status: 400 }, OF_CODE).errors?.code).toMatch(
    /That code is incorrect or has expired/,
  );
  expect(
    authRefusal({ code: 'feature_not_supported', status: 403, message: 'Too many attempts' }, OF_CODE).errors?.code,
  ).toMatch(/new code/);
  expect(authRefusal({ code: 'bad_jwt', status: 401 }, OF_LINK).message).toMatch(/has expired or was already used/);
  expect(authRefusal({ code: 'over_request_rate_limit', status: 429 }, OF_CODE).message).toMatch(/Wait a minute/);
});

test.each([
  ['You are not allowed to ban users', 403, /no longer an administrator/],
  ['You cannot ban yourself', 400, /cannot ban yourself/],
  ['Unauthorized', 401, /signed out/],
])('the Better Auth error "%s" gets its own message on admin pages', (message, status, expected) => {
  const code =
    new Map([
      [403, 'feature_not_supported'],
      [400, 'validation_failed'],
    ]).get(status) ?? 'invalid_credentials';
  expect(authRefusal({ code, status, message }, OF_ADMINISTRATION).message).toMatch(expected);
});
