import { expect, test, vi } from 'vitest';
import { rejectAdminError } from '@/app/admin/errors';

vi.mock('@/lib/env', () => ({ env: {}, developmentUrl: null }));

test.each([
  ['You are not allowed to ban users', 403, /no longer an administrator/],
  ['You cannot ban yourself', 400, /can't ban yourself/],
  ['Unauthorized', 401, /signed out/],
])('the Better Auth error "%s" gets its own message on admin pages', (message, status, expected) => {
  const code =
    new Map([
      [403, 'feature_not_supported'],
      [400, 'validation_failed'],
    ]).get(status) ?? 'invalid_credentials';
  expect(rejectAdminError({ code, status, message }).message).toMatch(expected);
});
