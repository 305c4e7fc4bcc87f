import { expect, test } from 'vitest';
import { app } from '../support/worker-app';

/** Submits a theme switch as a browser without JavaScript does. */
function choose(theme: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  body.append('theme', theme);
  return fetch(`${app.url}/theme`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin: app.url, ...headers },
  });
}

test('the chosen theme is in the HTML, so that no other theme flashes', async () => {
  const chosen = await choose('dark', { referer: `${app.url}/auth/sign-in?next=%2Faccount` });
  expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/auth/sign-in?next=%2Faccount']);
  const [cookie = ''] = chosen.headers.getSetCookie();
  expect(cookie).toMatch(/^__Secure-theme=dark;(?=.*HttpOnly)(?=.*Secure;?)/i);
  const html = async (theme: string) => (await fetch(app.url, { headers: { cookie: theme } })).text();
  expect(await html('__Secure-theme=dark')).toMatch(/<html[^>]* data-theme="dark"/);
  expect(await html('__Secure-theme=dark')).toMatch(
    /value="dark" aria-pressed="true"|aria-pressed="true"[^>]*value="dark"/,
  );
  for (const none of ['', '__Secure-theme=system', '__Secure-theme=%22%3E'])
    expect(await html(none)).not.toMatch(/<html[^>]*data-theme/);
});

test('choosing the theme of the system removes the cookie', async () => {
  const [cookie = ''] = (await choose('system')).headers.getSetCookie();
  expect(cookie).toMatch(/^__Secure-theme=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i);
});

test.each([
  ['', '/'],
  ['not a url', '/'],
  ['https://evil.example/path', '/path'],
  ['http://localhost//evil.example', '/evil.example'],
  ['http://localhost/\\evil.example', '/evil.example'],
])('after choosing a theme, the referring page %j leads to %s on this site', async (referer, location) => {
  expect((await choose('light', { referer })).headers.get('location')).toBe(location);
});

test('an unknown theme, and a form from another site, are rejected', async () => {
  expect((await choose('sepia')).status).toBe(400);
  expect((await choose('dark', { origin: 'https://evil.example' })).status).toBe(403);
});
