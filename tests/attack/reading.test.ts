import { describe, expect, test } from 'vitest';
import { SESSION_DATA, SESSION_TOKEN } from '../support/people';
import { createPost } from '../support/posts';
import { createUser, sessionCookies } from '../support/users';
import { get, getPayload, TARGETS, victimOf } from './support';

/** Returns whether a page shows exactly this text, in HTML or in an RSC payload. */
const shows = (page: string, text: string) => page.includes(`>${text}<`) || page.includes(`"${text}"`);

describe.each(TARGETS)('a request to $name', (target) => {
  test('without a session never receives post content and is redirected to sign in', async () => {
    const { person, cookies } = await victimOf(target);
    const word = `q${crypto.randomUUID().replaceAll(/[^a-f]/g, 'o')}k`;
    const secret = crypto.randomUUID();
    const post = await createPost(target, person, `${word} and ${secret}`);
    for (const path of ['/posts', `/posts?q=${word}`, '/posts/mine', post, `${post}/edit`]) {
      expect([path, (await get(target, path)).status]).toEqual([path, 307]);
      for (const read of [get, getPayload]) {
        const isVisible = async (cookies: Record<string, string>) =>
          (await (await read(target, path, cookies)).text()).includes(secret);
        expect([path, await isVisible({}), await isVisible(cookies)]).toEqual([path, false, true]);
      }
    }
    const redirected = await get(target, '/posts');
    expect(redirected.headers.get('location')).toContain('/auth/sign-in?next=%2Fposts');
    for (const path of ['/api/posts', `/api${post}`])
      expect([path, (await get(target, path)).status]).toEqual([path, 401]);
  });

  test('with a session receives a page, and with a session cache next to a forged token is redirected', async () => {
    const { cookies, sessionCache } = await victimOf(target, 'Ada of the cache');
    expect(await (await get(target, '/account', cookies)).text()).toContain('Ada of the cache');
    const forged = { [SESSION_TOKEN]: 'forged.token', [SESSION_DATA]: sessionCache };
    expect(await (await get(target, '/account', forged)).text()).not.toContain('Ada of the cache');
  });

  test('receives user data only when an administrator sends it', async () => {
    const { id, ...person } = await createUser(target, { name: 'Grace Hopper' });
    const { cookies } = await victimOf(target);
    for (const path of [`/admin/users?q=${person.email}`, `/admin/users/${id}`]) {
      const visitor = await get(target, path);
      expect(visitor.headers.get('location')).toContain('/auth/sign-in?next=%2Fadmin%2Fusers');
      expect([path, (await get(target, path, cookies)).status]).toEqual([path, 404]);
      for (const read of [get, getPayload]) {
        expect([path, shows(await (await read(target, path, cookies)).text(), person.name)]).toEqual([path, false]);
      }
    }
    const adminCookies = await sessionCookies(target, await createUser(target, { isAdmin: true }));
    for (const read of [get, getPayload]) {
      const page = await read(target, `/admin/users/${id}`, adminCookies);
      expect([page.status, shows(await page.text(), person.name)]).toEqual([200, true]);
    }
  });
});
