import { describe, expect, test } from 'vitest';
import { makeAdministrator } from '../../scripts/admin';
import { ask, newMember } from '../support/api';
import { cookieHeader, SESSION_DATA, SESSION_TOKEN } from '../support/people';
import { get, getPayload, TARGETS, victimOf } from './support';

/** Whether a page shows a text as a whole, in HTML or in a payload. */
const shows = (page: string, text: string) => page.includes(`>${text}<`) || page.includes(`"${text}"`);

describe.each(TARGETS)('whoever reads at $name', (target) => {
  test('without a session sees not one byte of a post, and is sent to sign in', async () => {
    const { cookies } = await victimOf(target);
    const headers = { cookie: cookieHeader(cookies), origin: target.url };
    const word = `q${crypto.randomUUID().replaceAll(/[^a-f]/g, 'o')}k`;
    const secret = crypto.randomUUID();
    const body = { content: `${word} and ${secret}`, isPublished: true };
    const { id } = (await ask(`${target.url}/api/posts`, { method: 'POST', headers, body })).body;
    for (const path of ['/posts', `/posts?q=${word}`, '/posts/mine', `/posts/${id}`, `/posts/${id}/edit`]) {
      expect([path, (await get(target, path)).status]).toEqual([path, 307]);
      for (const read of [get, getPayload]) {
        const isSeen = async (cookies: Record<string, string>) =>
          (await (await read(target, path, cookies)).text()).includes(secret);
        expect([path, await isSeen({}), await isSeen(cookies)]).toEqual([path, false, true]);
      }
    }
    const away = await get(target, '/posts');
    expect(away.headers.get('location')).toContain('/auth/sign-in?next=%2Fposts');
    for (const path of ['/api/posts', `/api/posts/${id}`]) expect((await ask(target.url + path)).status).toBe(401);
  });

  test('with a session sees the posts, and with a copy of one beside an invented token none', async () => {
    const { cookies, copy } = await victimOf(target, 'Ada of the copy');
    expect(await (await get(target, '/posts', cookies)).text()).toContain('Hello from Neon');
    const invented = { [SESSION_TOKEN]: 'invented.token', [SESSION_DATA]: copy };
    expect(await (await get(target, '/posts', invented)).text()).not.toMatch(/Hello from Neon|Ada of the copy/);
  });

  test('sees users as an administrator alone', async () => {
    const { id, person, cookie } = await newMember(target.url, 'Grace Hopper');
    const { cookies } = await victimOf(target);
    for (const path of [`/admin/users?q=${person.email}`, `/admin/users/${id}`]) {
      const visitor = await get(target, path);
      expect(visitor.headers.get('location')).toContain('/auth/sign-in?next=%2Fadmin%2Fusers');
      expect([path, (await get(target, path, cookies)).status]).toEqual([path, 404]);
      for (const read of [get, getPayload]) {
        expect([path, shows(await (await read(target, path, cookies)).text(), person.name)]).toEqual([path, false]);
      }
    }
    await makeAdministrator(target.DATABASE_URL, [person.email]);
    const own = { [SESSION_TOKEN]: cookie.slice(SESSION_TOKEN.length + 1) };
    for (const read of [get, getPayload]) {
      const page = await read(target, `/admin/users/${id}`, own);
      expect([page.status, shows(await page.text(), person.name)]).toEqual([200, true]);
    }
  });
});
