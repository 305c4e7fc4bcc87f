import { describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { HOME } from '@/lib/site';
import { lastMessageTo } from '../support/mailbox';
import { readForm, sendForm } from '../support/raw-form';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);
const get = (url: string, cookie = '') => fetch(url, { redirect: 'manual', headers: { cookie } });

/** Follows redirects like a browser: it keeps the cookies of the app. @returns the URL where they end */
async function follow(start: string, cookie = ''): Promise<URL> {
  const cookies = new Map(cookie.split('; ').map((pair) => [pair.split('=')[0], pair]));
  for (let url = start; ; ) {
    const isApp = url.startsWith(app.url);
    const response = await get(url, isApp ? [...cookies.values()].filter(Boolean).join('; ') : '');
    if (isApp) {
      for (const line of response.headers.getSetCookie()) cookies.set(line.split('=')[0], line.split(';')[0] ?? '');
    }
    const location = response.headers.get('location');
    if (!location) return new URL(url);
    url = new URL(location, url).href;
  }
}

/** Paths that a server would change if it decoded or encoded them once too often. */
const PATHS = ['/account?q=a%26b', '/account?q=50%2525&by=%2B', '/account?q=caf%C3%A9#top', '/'];

describe('the original URL', () => {
  test.each(PATHS)('%s survives a sign-in link', async (path) => {
    const email = `${crypto.randomUUID()}@example.com`;
    const form = await readForm(`${app.url}/auth/magic-link?${new URLSearchParams({ next: path })}`);
    const sent = await sendForm(form, [['email', email]]);
    const challenge = sent.headers.getSetCookie().map((line) => line.split(';')[0]);
    const { url = '' } = await lastMessageTo(email, app.neonOrigin);
    const end = await follow(url, challenge.join('; '));
    expect(end.pathname + end.search + end.hash).toBe(
      path.split('#')[0] + (path.includes('#') ? `#${path.split('#')[1]}` : ''),
    );
  });

  test.each(PATHS)('%s survives a password reset by link', async (path) => {
    const user = await createUser(app);
    const form = await readForm(`${app.url}/auth/forgot-password?${new URLSearchParams({ next: path })}`);
    await sendForm(form, [['email', user.email]]);
    const { url = '' } = await lastMessageTo(user.email, app.neonOrigin);
    const page = await follow(url);
    const reset = await sendForm(await readForm(page.href), [['password', 'another long password']]);
    const location = new URL(reset.headers.get('location') ?? '', app.url);
    expect(location.pathname).toBe('/auth/sign-in');
    expect(location.searchParams.get('next')).toBe(path);
  });
});

describe('a provider that refuses', () => {
  test.each([
    ['access_denied', 'sign-in-cancelled'],
    ['account_not_linked', 'email-has-account'],
    ['email_not_found', 'provider-without-email'],
    ['banned', 'account-suspended'],
    ['anything_else', 'sign-in-failed'],
  ])('with %s leads to sign-in with its own notice, and without the error in the URL', async (error, notice) => {
    const query = new URLSearchParams({ next: '/account?from=a-link', error, error_description: 'Internal words' });
    const response = await get(`${app.url}/auth/provider?${query}`);
    const location = new URL(response.headers.get('location') ?? '', app.url);
    expect([location.pathname, Object.fromEntries(location.searchParams)]).toEqual([
      '/auth/sign-in',
      { next: '/account?from=a-link', notice },
    ]);
  });
});

describe('a notice', () => {
  test('survives the redirect of a signed-in user away from a sign-in page', async () => {
    const { cookie } = await createUser(app);
    const response = await get(`${app.url}/auth/sign-in?next=/account&notice=password-reset`, cookie);
    expect(response.headers.get('location')).toBe('/account?notice=password-reset');
  });

  test('survives the redirect from the last page of a list whose last post was deleted', async () => {
    const { cookie, id } = await createUser(app);
    await sql`insert into posts (user_id, content, created_at)
      select ${id}, 'Post ' || n, now() - n * interval '1 minute' from generate_series(1, 11) n`;
    const html = await (await get(`${app.url}/posts/mine`, cookie)).text();
    const older = /href="([^"]*cursor=[^"]*)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*cursor=[^"]*)"/.exec(html);
    const path = (older?.[1] ?? older?.[2] ?? '').replaceAll('&amp;', '&');
    await sql`delete from posts where user_id = ${id} and content = 'Post 11'`;
    const response = await get(`${app.url}${path}&notice=deleted`, cookie);
    expect(response.headers.get('location')).toBe('/posts/mine?notice=deleted');
  });

  test('that is not one of the app is dropped', async () => {
    const { cookie } = await createUser(app);
    const response = await get(`${app.url}/auth/sign-in?notice=toString`, cookie);
    expect(response.headers.get('location')).toBe(HOME);
  });
});
