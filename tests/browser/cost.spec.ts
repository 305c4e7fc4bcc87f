import { ask, newMember } from '../support/api';
import { expect, test } from '../support/own-app';
import { cookieHeader, newPerson, signUp } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';

/** One database round trip and no auth call. */
const ONE_QUERY = { 'POST /sql': 1 };

test('every API request makes one database round trip and no auth call', async ({ app, trouble }) => {
  const posts = `${app.url}/api/posts`;
  const member = await newMember(app.url);
  // Caches the signing keys, so that fetching them is not counted below.
  await ask(posts, { headers: member.withToken });

  for (const credentials of [member.fromPage, member.withToken]) {
    const expectOneQuery = async (url: string, request: { method?: string; body?: unknown } = {}) => {
      await trouble.resetCalls();
      const response = await ask(url, { headers: { ...credentials, 'if-match': '*' }, ...request });
      expect(response.status).toBeLessThan(300);
      expect(await trouble.calls()).toEqual(ONE_QUERY);
      return response.body;
    };
    const { id } = await expectOneQuery(posts, { method: 'POST', body: { content: 'Counted' } });
    await expectOneQuery(posts);
    await expectOneQuery(`${posts}?q=neon`);
    await expectOneQuery(`${posts}/${id}`);
    await expectOneQuery(`${posts}/${id}`, { method: 'PATCH', body: { content: 'Counted again' } });
    await expectOneQuery(`${posts}/${id}`, { method: 'DELETE' });
  }
});

test('a form submission makes one database round trip and no auth call, even without a session cache', async ({
  app,
  trouble,
}) => {
  const { cookie } = await newMember(app.url);
  const expectOneQuery = async (form: Awaited<ReturnType<typeof readForm>>, fields: [string, string][]) => {
    await trouble.resetCalls();
    const response = await sendForm(form, fields);
    expect(response.status).toBe(303);
    expect(await trouble.calls()).toEqual(ONE_QUERY);
    return response.headers.get('location')?.split('?')[0];
  };
  const path = await expectOneQuery(await readForm(`${app.url}/posts/new`, cookie), [['content', 'Counted']]);
  const post = app.url + path;
  await expectOneQuery(await readForm(`${post}/edit`, cookie), [['content', 'Counted again']]);
  await expectOneQuery(await readForm(post, cookie, 'Publish'), []);
  await expectOneQuery(await readForm(post, cookie, 'Delete post'), []);
});

test('a page view makes one database round trip and no auth call', async ({ app, trouble }) => {
  const cookie = cookieHeader(await signUp(app.url, newPerson()));
  const path = await readForm(`${app.url}/posts/new`, cookie)
    .then((form) => sendForm(form, [['content', 'Counted']]))
    .then((response) => response.headers.get('location')?.split('?')[0]);
  for (const page of ['/posts', '/posts?q=neon', '/posts/mine', path, `${path}/edit`]) {
    await trouble.resetCalls();
    expect((await fetch(app.url + page, { headers: { cookie } })).status).toBe(200);
    expect(await trouble.calls()).toEqual(ONE_QUERY);
  }
});

test('token verification fetches the signing keys at most once', async ({ app, trouble }) => {
  const { withToken } = await newMember(app.url);
  await trouble.resetCalls();
  for (let count = 0; count < 5; count += 1) await ask(`${app.url}/api/posts`, { headers: withToken });
  expect(await trouble.authCalls()).toBeLessThanOrEqual(1);
});
