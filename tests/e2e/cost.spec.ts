import { ask, newMember } from '../support/api';
import { expect, test } from '../support/own-app';
import { cookieHeader, newPerson, signUp } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';

/** One round trip to the database, and no question to the auth server. */
const ONE_STATEMENT = { 'POST /sql': 1 };

test('an API request costs one round trip to the database and no auth call, whatever it does', async ({
  app,
  trouble,
}) => {
  const posts = `${app.url}/api/posts`;
  const member = await newMember(app.url);
  // The keys of Neon Auth are asked for once.
  await ask(posts, { headers: member.withToken });

  for (const who of [member.fromPage, member.withToken]) {
    const costOf = async (url: string, request: { method?: string; body?: unknown } = {}) => {
      await trouble.resetCalls();
      const answer = await ask(url, { headers: { ...who, 'if-match': '*' }, ...request });
      expect(answer.status).toBeLessThan(300);
      expect(await trouble.calls()).toEqual(ONE_STATEMENT);
      return answer.body;
    };
    const { id } = await costOf(posts, { method: 'POST', body: { content: 'Counted' } });
    await costOf(posts);
    await costOf(`${posts}?q=neon`);
    await costOf(`${posts}/${id}`);
    await costOf(`${posts}/${id}`, { method: 'PATCH', body: { content: 'Counted again' } });
    await costOf(`${posts}/${id}`, { method: 'DELETE' });
  }
});

test('a form costs one round trip to the database and no auth call, also when the session was not asked about for long', async ({
  app,
  trouble,
}) => {
  const { cookie } = await newMember(app.url);
  const costOf = async (form: Awaited<ReturnType<typeof readForm>>, fields: [string, string][]) => {
    await trouble.resetCalls();
    const answer = await sendForm(form, fields);
    expect(answer.status).toBe(303);
    expect(await trouble.calls()).toEqual(ONE_STATEMENT);
    return answer.headers.get('location')?.split('?')[0];
  };
  const path = await costOf(await readForm(`${app.url}/posts/new`, cookie), [['content', 'Counted']]);
  const post = app.url + path;
  await costOf(await readForm(`${post}/edit`, cookie), [['content', 'Counted again']]);
  await costOf(await readForm(post, cookie, 'Publish'), []);
  await costOf(await readForm(post, cookie, 'Delete post'), []);
});

test('a page costs one round trip to the database and no auth call', async ({ app, trouble }) => {
  const cookie = cookieHeader(await signUp(app.url, newPerson()));
  const path = await readForm(`${app.url}/posts/new`, cookie)
    .then((form) => sendForm(form, [['content', 'Counted']]))
    .then((answer) => answer.headers.get('location')?.split('?')[0]);
  for (const page of ['/posts', '/posts?q=neon', '/posts/mine', path, `${path}/edit`]) {
    await trouble.resetCalls();
    expect((await fetch(app.url + page, { headers: { cookie } })).status).toBe(200);
    expect(await trouble.calls()).toEqual(ONE_STATEMENT);
  }
});

test('the keys that tokens are checked with are asked for once', async ({ app, trouble }) => {
  const { withToken } = await newMember(app.url);
  await trouble.resetCalls();
  for (let count = 0; count < 5; count += 1) await ask(`${app.url}/api/posts`, { headers: withToken });
  expect(await trouble.authCalls()).toBeLessThanOrEqual(1);
});
