import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseEnvironment } from '@/lib/environment/parse';
import { databaseUrl, missingNeonVariables } from '@/scripts/environment';

const COMPLETE = {
  DATABASE_URL: 'postgresql://owner:p%40ss@ep-example.aws.neon.tech/neondb?sslmode=require',
  NEON_AUTH_BASE_URL: 'https://ep-example.neonauth.aws.neon.tech/neondb/auth',
  NEON_AUTH_COOKIE_SECRET: 'x'.repeat(32),
};

function messageOf(variables: Record<string, string | undefined>): string {
  try {
    parseEnvironment({ ...COMPLETE, ...variables });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

afterEach(() => vi.unstubAllEnvs());

describe('harmless spellings are accepted', () => {
  const url = COMPLETE.DATABASE_URL;
  test.each([
    url,
    ` ${url} \n`,
    `'${url}'`,
    `"${url}"`,
    `psql '${url}'`,
    `psql "${url}"`,
    `psql ${url}`,
    `'psql ${url}'`,
    `DATABASE_URL=${url}`,
    `export DATABASE_URL='${url}'`,
    `“${url}”`,
    `\u200b${url}\ufeff`,
    url.replace('?', '\n?'),
  ])('DATABASE_URL %j', (value) => {
    expect(parseEnvironment({ ...COMPLETE, DATABASE_URL: value }).DATABASE_URL).toBe(url);
  });

  const authUrl = COMPLETE.NEON_AUTH_BASE_URL;
  test.each([
    authUrl,
    `${authUrl}/`,
    `${authUrl}//`,
    `${authUrl}?`,
    `${authUrl}?x=1`,
    `${authUrl}/?x=1#y`,
    ` "${authUrl}/" `,
    authUrl.replace('https', 'HTTPS').replace('ep-example', 'EP-Example'),
    authUrl.replace('/neondb', ':443//neondb'),
  ])('NEON_AUTH_BASE_URL %j', (value) => {
    expect(parseEnvironment({ ...COMPLETE, NEON_AUTH_BASE_URL: value }).NEON_AUTH_BASE_URL).toBe(authUrl);
  });

  test.each(['https://app.example', 'https://app.example/', ' "HTTPS://App.Example:443/?x" '])(
    'APP_URL %j',
    (value) => {
      expect(parseEnvironment({ ...COMPLETE, APP_URL: value }).APP_URL).toBe('https://app.example');
    },
  );

  test('the other variables', () => {
    const env = parseEnvironment({
      ...COMPLETE,
      NEON_AUTH_COOKIE_SECRET: ` "${COMPLETE.NEON_AUTH_COOKIE_SECRET}"\n`,
      NEON_AUTH_METHODS: '"Google, magic-link"',
      TRUSTED_PROXY_HOPS: "' 1 '",
      APP_URL: '""',
    });
    expect(env).toEqual({ ...COMPLETE, NEON_AUTH_METHODS: ['google', 'magic-link'], TRUSTED_PROXY_HOPS: 1 });
  });
});

describe('harmful values are rejected by name, in one line and without the value', () => {
  test.each([
    ['DATABASE_URL', 'mysql://owner:secret@host/neondb'],
    ['DATABASE_URL', 'jdbc:postgresql://host/neondb?user=owner&password=secret'],
    ['DATABASE_URL', 'owner:secret@host/neondb'],
    ['DATABASE_URL', 'postgresql:owner'],
    ['DATABASE_URL', 'postgresql://host/neondb'],
    ['DATABASE_URL', 'postgresql://owner@host/neondb'],
    ['DATABASE_URL', 'postgresql://owner:secret@/neondb'],
    ['DATABASE_URL', 'postgresql://owner:secret@host/'],
    ['DATABASE_URL', 'postgresql://owner:secret%zz@host/neondb'],
    ['DATABASE_URL', 'postgresql://owner:secret@host:99999/neondb'],
    ['DATABASE_URL', 'postgresql://owner:************@host/neondb'],
    ['DATABASE_URL', 'postgresql://owner:secret word@host/neondb'],
    ['NEON_AUTH_BASE_URL', 'ep-example.neonauth.aws.neon.tech/neondb/auth'],
    ['NEON_AUTH_BASE_URL', 'postgresql://owner:secret@host/neondb'],
    ['NEON_AUTH_BASE_URL', 'https://owner:secret@host/neondb/auth'],
    ['NEON_AUTH_BASE_URL', `${COMPLETE.NEON_AUTH_BASE_URL}/.well-known/jwks.json`],
    ['NEON_AUTH_COOKIE_SECRET', `"${'x'.repeat(31)}"`],
    ['APP_URL', 'app.example'],
    ['APP_URL', 'localhost:3000'],
    ['TRUSTED_PROXY_HOPS', 'one'],
    ['TRUSTED_PROXY_HOPS', '-1'],
    ['NEON_AUTH_METHODS', 'gogle'],
  ])('%s %j', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message.match(/^ {2}.*/gm)).toEqual([
      expect.stringMatching(new RegExp(`^  ${name} is not valid \\(.+\\)$`)),
    ]);
    expect(message).not.toContain(value);
  });

  test.each(['', '   ', '""', "''", ' "" '])('a variable that is %j is missing', (value) => {
    expect(messageOf({ DATABASE_URL: value })).toContain('DATABASE_URL is missing (');
  });
});

test('scripts accept and reject the same connection strings as the app', () => {
  vi.stubEnv('DATABASE_URL', ` psql '${COMPLETE.DATABASE_URL}'`);
  expect(databaseUrl()).toBe(COMPLETE.DATABASE_URL);
  vi.stubEnv('DATABASE_URL', 'mysql://owner:secret@host/neondb');
  expect(databaseUrl).toThrow(/DATABASE_URL is not valid \(the connection string/);
});

test('a variable with only spaces or quotes counts as not set, so that local Neon starts', () => {
  for (const [name, value] of [
    ['DATABASE_URL', ' '],
    ['NEON_AUTH_BASE_URL', '""'],
    ['NEON_AUTH_COOKIE_SECRET', 'x'.repeat(32)],
  ] as const)
    vi.stubEnv(name, value);
  expect(missingNeonVariables()).toEqual(['DATABASE_URL', 'NEON_AUTH_BASE_URL']);
});
