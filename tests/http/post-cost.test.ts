import { expect, test } from 'vitest';
import { faultsOf } from '../support/faults';
import { cookieHeader } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { createUser, sessionCookies } from '../support/users';
import { app } from '../support/worker-app';

/** One database round trip and no auth call. */
const ONE_QUERY = { 'POST /sql': 1 };

const counter = faultsOf(app);

test('a form submission makes one database round trip and no auth call, even without a session cache', async () => {
  const { cookie } = await createUser(app);
  const expectOneQuery = async (form: Awaited<ReturnType<typeof readForm>>, fields: [string, string][]) => {
    await counter.resetRequestCounts();
    const response = await sendForm(form, fields);
    expect(response.status).toBe(303);
    expect(await counter.requestCounts()).toEqual(ONE_QUERY);
    return response.headers.get('location')?.split('?')[0];
  };
  const path = await expectOneQuery(await readForm(`${app.url}/posts/new`, cookie), [['content', 'Counted']]);
  const post = app.url + path;
  await expectOneQuery(await readForm(`${post}/edit`, cookie), [['content', 'Counted again']]);
  await expectOneQuery(await readForm(post, cookie, 'Publish'), []);
  await expectOneQuery(await readForm(post, cookie, 'Delete post'), []);
});

test('a page view makes one database round trip and no auth call', async () => {
  const cookie = cookieHeader(await sessionCookies(app, await createUser(app)));
  const path = await readForm(`${app.url}/posts/new`, cookie)
    .then((form) => sendForm(form, [['content', 'Counted']]))
    .then((response) => response.headers.get('location')?.split('?')[0]);
  for (const page of ['/posts', '/posts?q=neon', '/posts/mine', path, `${path}/edit`]) {
    await counter.resetRequestCounts();
    expect((await fetch(app.url + page, { headers: { cookie } })).status).toBe(200);
    expect(await counter.requestCounts()).toEqual(ONE_QUERY);
  }
});
