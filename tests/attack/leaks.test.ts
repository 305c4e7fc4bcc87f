import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cookieHeader } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { get, getPayload, TARGETS, type Target, victimOf } from './support';

const PAGES = [
  '/',
  '/posts',
  '/posts/mine',
  '/posts/new',
  '/account',
  '/organizations',
  '/unavailable',
  '/nowhere',
  '/admin/users',
];

const ROUTES = ['/api/posts', '/api/auth/get-session', '/api/auth/token', '/api/health'];

/** Returns the app's output once it contains an error of each kind. */
async function logOf(target: Target, kinds: string[]): Promise<string> {
  const read = () => readFileSync(target.log, 'utf8');
  for (const kind of kinds) await expect.poll(read).toContain(`"event":"${kind}"`);
  return read();
}

describe.each(TARGETS)('responses and logs of $name', (target) => {
  test('contain no session token, password, code or secret', async () => {
    const { person, cookies, token, sessionCache } = await victimOf(target);
    const { password } = person;
    person.password = `canary-${crypto.randomUUID()}`;
    const tokenId = decodeURIComponent(token).split('.')[0] ?? '';
    const secrets = [
      tokenId,
      sessionCache,
      password,
      person.password,
      target.cookieSecret,
      new URL(target.databaseUrl).password,
      '987654',
    ];
    const bodies: string[] = [];
    for (const page of PAGES) {
      for (const read of [get, getPayload]) bodies.push(await (await read(target, page, cookies)).text());
    }
    const invalidForms: [string, string, [string, string][]][] = [
      [
        '/auth/sign-in',
        'Sign in',
        [
          ['email', person.email],
          ['password', person.password],
        ],
      ],
      [
        '/auth/sign-up',
        'Create account',
        [
          ['name', 'Ada'],
          ['email', person.email],
          ['password', person.password],
        ],
      ],
      [
        '/account',
        'Change password',
        [
          ['currentPassword', person.password],
          ['newPassword', person.password],
        ],
      ],
      [
        '/auth/email-otp',
        'Send code',
        [
          ['step', 'code'],
          ['email', person.email],
          ['code', '987654'],
        ],
      ],
    ];
    for (const [page, button, fields] of invalidForms) {
      const cookie = page === '/account' ? cookieHeader(cookies) : '';
      const html = await (await sendForm(await readForm(target.url + page, cookie, button), fields)).text();
      // A form shows the submitted code again, so only the log must not contain it.
      bodies.push(html.replaceAll('987654', ''));
    }
    const forms = await Promise.all(
      invalidForms.map(([page, button]) =>
        readForm(target.url + page, page === '/account' ? cookieHeader(cookies) : '', button),
      ),
    );
    for (const fault of [{ sql: 'error' }, { sql: 'drop' }, { auth: 'html' }, { auth: 'garbage' }]) {
      await fetch(`${target.neonOrigin}/faults`, { method: 'PUT', body: JSON.stringify(fault) });
      for (const page of [...PAGES, ...ROUTES]) {
        bodies.push(await (await get(target, page, cookies)).text());
      }
      for (const [index, form] of forms.entries()) {
        const html = await (await sendForm(form, invalidForms[index]?.[2] ?? [])).text();
        bodies.push(html.replaceAll('987654', ''));
      }
      await fetch(`${target.neonOrigin}/faults`, { method: 'DELETE' });
    }
    const ambiguous = { cookie: `${cookieHeader(cookies)}; __Secure-neon-auth.x=a%00b` };
    for (const page of [...PAGES, ...ROUTES]) {
      const response = await get(target, page, {}, ambiguous);
      expect([page, response.status]).not.toEqual([page, 500]);
      bodies.push(await response.text());
    }
    const log = await logOf(target, ['page', 'rate limit', 'api']);
    for (const [index, secret] of secrets.entries()) {
      expect(secret.length).toBeGreaterThan(5);
      expect([index, bodies.findIndex((text) => text.includes(secret))]).toEqual([index, -1]);
      expect([index, log.includes(secret)]).toEqual([index, false]);
    }
    expect(log.includes(person.email)).toBe(false);
  });
});

test('the client bundle contains no secrets and no source maps', () => {
  const files = readdirSync('.next/static', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|css|map)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
  for (const name of files) {
    const source = readFileSync(path.join('.next/static', name), 'utf8');
    expect([name, /DATABASE_URL|NEON_AUTH_COOKIE_SECRET|neon_auth\."?session|set_config/.exec(source)]).toEqual([
      name,
      null,
    ]);
  }
});
