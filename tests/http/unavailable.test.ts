import { expect, test } from 'vitest';
import { HOME } from '@/lib/site';
import { app } from '../support/worker-app';

test.each([
  ['/account?from=a-link', '/account?from=a-link'],
  ['/account?q=a%3Bb%22c%27d%2C', '/account?q=a%3Bb%22c%27d%2C'],
  ["/account?q=a;b'c,d", '/account?q=a;b%27c,d'],
  ['', HOME],
  ['/unavailable', HOME],
  ['/unavailable?next=/unavailable', HOME],
  ['//evil.example', HOME],
  ['https://evil.example', HOME],
  ['/a\r\nSet-Cookie: x=y', HOME],
  ['/account\u2028', HOME],
])('the unavailable page for %j tries %s again by itself, without JavaScript', async (next, target) => {
  const response = await fetch(`${app.url}/unavailable?${new URLSearchParams({ next })}`);
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  const [, seconds, url] = /^(\d+); url=(.+)$/.exec(response.headers.get('refresh') ?? '') ?? [];
  expect(url).toBe(target);
  // Faster would be a load on a server in trouble, and would interrupt a screen reader.
  expect(Number(seconds)).toBeGreaterThanOrEqual(30);
  const html = await response.text();
  expect(html).toContain(`tries again every ${seconds} seconds`);
  // axe rejects the element: it cannot be turned off. The header has the same effect and needs no element.
  expect(html).not.toContain('http-equiv="refresh"');
});

test('no other page refreshes itself', async () => {
  for (const path of ['/', '/auth/sign-in', '/nowhere', '/account', '/api/health']) {
    expect([path, (await fetch(app.url + path)).headers.get('refresh')]).toEqual([path, null]);
  }
});
