import { expect, test, vi } from 'vitest';
import { CODE_ERRORS, LINK_ERRORS, rejectAuthError } from '@/lib/forms/auth-errors';

vi.mock('@/lib/env', () => ({ env: {}, developmentUrl: null }));

test('an unknown account and a wrong password get the same message', () => {
  expect(rejectAuthError({ code: 'invalid_credentials', status: 401 })).toEqual({
    status: 'rejected',
    errors: { password: 'Incorrect email or password.' },
  });
});

test('a registered email address gets an error on the email field', () => {
  expect(
    rejectAuthError({ code: 'validation_failed', status: 422, message: 'User already exists.' }).errors?.email,
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
  expect(rejectAuthError(error).message).toMatch(/Sign-in is temporarily unavailable/);
});

test('an unknown error code gets the generic message', () => {
  expect(rejectAuthError({ code: 'constructor', status: 400 })).toEqual({
    status: 'rejected',
    message: 'Something went wrong. Check the form and try again.',
  });
});

test('the message for an error code depends on the form', () => {
  expect(rejectAuthError({ code: 'validation_failed', status: 400 }, CODE_ERRORS).errors?.code).toMatch(
    /That code is incorrect or has expired/,
  );
  expect(
    rejectAuthError({ code: 'feature_not_supported', status: 403, message: 'Too many attempts' }, CODE_ERRORS).errors
      ?.code,
  ).toMatch(/new code/);
  expect(rejectAuthError({ code: 'bad_jwt', status: 401 }, LINK_ERRORS).message).toMatch(
    /has expired or was already used/,
  );
  expect(rejectAuthError({ code: 'over_request_rate_limit', status: 429 }, CODE_ERRORS).message).toMatch(
    /Wait a minute/,
  );
});
