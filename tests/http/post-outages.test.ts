import { afterEach, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { SQL_FAULTS } from '@/local/faults/settings';
import { faultsOf } from '../support/faults';
import { cookieHeader, cookiesOf } from '../support/people';
import { createPost } from '../support/posts';
import { fieldValue, readForm, sendForm, visibleText } from '../support/raw-form';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

const faults = faultsOf(app);
afterEach(() => faults.clear());

test('for every fault of the database, pages show an error, and a post is saved once on retry', async () => {
  const user = await createUser(app);
  const path = await createPost(app, user, 'Readable again');
  const sessionCache = cookiesOf(await fetch(`${app.url}/posts`, { headers: user.headers }));
  const headers = { cookie: `${user.cookie}; ${cookieHeader(sessionCache)}` };

  const expectUnavailable = async (url: string) => {
    const page = await fetch(app.url + url, { headers });
    const html = await page.text();
    expect([url, page.status]).toEqual([url, 503]);
    expect(html).toContain(`<a href="${url}"`);
    const text = visibleText(html);
    expect(text).toContain('Something went wrong');
    expect(text).toContain(user.name);
    expect(text).not.toMatch(/NeonDbError|fetch|node_modules|at async/);
  };

  for (const sql of SQL_FAULTS) {
    const content = `Typed once: ${crypto.randomUUID()}`;
    const form = await readForm(`${app.url}/posts/new`, user.cookie, 'Save draft');
    const send = () => sendForm(form, [['content', content]]);
    const [, key] = form.hidden.find(([name]) => name === 'idempotencyKey') ?? [];
    const expectRejected = async () => {
      const html = await (await send()).text();
      expect(visibleText(html)).toContain('We couldn&#x27;t save this.');
      expect([fieldValue(html, 'content'), fieldValue(html, 'idempotencyKey')]).toEqual([content, key]);
    };
    await faults.inject({ sql, slowMs: 5_000 });
    await Promise.all([
      expectRejected(),
      ...['/posts', '/posts?q=hello', '/posts/mine', path, `${path}/edit`].map(expectUnavailable),
    ]);

    await faults.clear();
    expect([sql, (await send()).status]).toEqual([sql, 303]);
    expect(await connect(app.databaseUrl)`select id from posts where content = ${content}`).toHaveLength(1);
    expect(await (await fetch(app.url + path, { headers })).text()).toContain('Readable again');
  }
});
