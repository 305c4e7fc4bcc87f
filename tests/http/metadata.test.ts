import { expect, test } from 'vitest';
import { SITE_NAME } from '@/lib/site';
import { app } from '../support/worker-app';

const get = (path: string) => fetch(app.url + path);

test('the icons and the web app manifest exist, and need no session', async () => {
  for (const [path, type] of [
    ['/favicon.ico', 'image/x-icon'],
    ['/icon.svg', 'image/svg+xml'],
    ['/apple-icon.png', 'image/png'],
    ['/opengraph-image', 'image/png'],
  ] as const) {
    const response = await get(path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type]);
  }
  const manifest: { name: string; icons: { src: string }[] } = await (await get('/manifest.webmanifest')).json();
  expect(manifest.name).toBe(SITE_NAME);
  for (const { src } of manifest.icons) expect((await get(src)).status).toBe(200);
});

test('crawlers find the public pages, and are kept away from the others', async () => {
  const robots = await (await get('/robots.txt')).text();
  expect(robots).toContain(`Sitemap: ${app.url}/sitemap.xml`);
  expect(robots).toContain('Disallow: /*?next=\n');
  for (const path of ['/account', '/admin/users']) {
    const { headers } = await fetch(app.url + path, { redirect: 'manual' });
    expect(headers.get('location')).toContain('?next=');
  }
  const sitemap = await (await get('/sitemap.xml')).text();
  const urls = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url = '']) => url);
  expect(urls).toContain(`${app.url}/`);
  for (const url of urls) expect((await fetch(url, { redirect: 'manual' })).status).toBe(200);
});

test.each([
  ['/auth/reset-password', 'This link has expired'],
  ['/auth/reset-password?error=INVALID_TOKEN', 'This link has expired'],
  ['/auth/reset-password?token=x', 'Choose a new password'],
])('%s has the title "%s"', async (path, title) => {
  expect(await (await get(path)).text()).toContain(`<title>${title} · ${SITE_NAME}</title>`);
});
