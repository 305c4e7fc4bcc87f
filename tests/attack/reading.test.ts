import { describe, expect, test } from 'vitest';
import { makeAdministrator } from '../../scripts/admin';
import { ask, newMember } from '../support/api';
import { cookieHeader, SESSION_DATA, SESSION_TOKEN } from '../support/people';
import { get, TARGETS, victimOf } from './support';

describe.each(TARGETS)('whoever reads at $name', (target) => {
  test('without a session sees not one byte of a post, and is sent to sign in', async () => {
    const { withToken, cookie } = await newMember(target.url);
    const secret = crypto.randomUUID();
    const body = { content: secret, isPublished: true };
    const { id } = (await ask(`${target.url}/api/posts`, { method: 'POST', headers: withToken, body })).body;
    for (const path of ['/posts', `/posts?q=${secret}`, '/posts/mine', `/posts/${id}`, `/posts/${id}/edit`]) {
      const seen = async (headers: Record<string, string>) => {
        const answer = await get(target, path, {}, headers);
        return { status: answer.status, hasSecret: (await answer.text()).includes(`>${secret}<`) };
      };
      expect([path, await seen({})]).toEqual([path, { status: 307, hasSecret: false }]);
      // As the app's own pages ask, when one goes from one to the next.
      expect([path, (await seen({ rsc: '1', 'sec-fetch-dest': 'empty' })).hasSecret]).toEqual([path, false]);
      expect((await seen({ cookie })).status).toBe(200);
    }
    const { headers } = await get(target, '/posts');
    expect(headers.get('location')).toContain('/auth/sign-in?next=%2Fposts');
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
      const somebody = await get(target, path, {}, { cookie: cookieHeader(cookies) });
      expect([path, somebody.status, (await somebody.text()).includes(`>${person.name}<`)]).toEqual([path, 404, false]);
    }
    await makeAdministrator(target.DATABASE_URL, [person.email]);
    expect((await get(target, `/admin/users/${id}`, {}, { cookie })).status).toBe(200);
  });
});
