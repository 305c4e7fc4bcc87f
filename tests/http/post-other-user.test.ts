import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { readForm, sendForm } from '../support/raw-form';
import { createUser, type User } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);
let ada: User;
let grace: User;
let post: string;

beforeAll(async () => {
  [ada, grace] = await Promise.all([
    createUser(app, { name: 'Ada Lovelace' }),
    createUser(app, { name: 'Grace Hopper' }),
  ]);
  const [row] = await sql`insert into posts (user_id, content) values (${ada.id}, 'Draft of Ada') returning id`;
  post = `/posts/${row?.id}`;
});

describe('a form of posts that was rendered for another user', () => {
  test.each([
    ['a new post', () => '/posts/new', 'Text of Ada'],
    ['an edit', () => `${post}/edit`, 'New text of Ada'],
  ])('(%s) changes nothing, names the signed-in user and keeps the text', async (_case, path, content) => {
    const form = await readForm(app.url + path(), ada.cookie, '');
    const response = await sendForm({ ...form, cookie: grace.cookie }, [['content', content]]);
    const html = await response.text();
    expect(html).toContain('You&#x27;re signed in as Grace Hopper');
    expect(html).toContain(content);
    expect(await sql`select id from posts where user_id = ${grace.id}`).toEqual([]);
    expect(await sql`select content, is_published from posts where user_id = ${ada.id}`).toEqual([
      { content: 'Draft of Ada', is_published: false },
    ]);
  });

  test.each(['Publish', 'Delete post'])('(%s) changes nothing and redirects with a notice', async (button) => {
    const form = await readForm(app.url + post, ada.cookie, button);
    const response = await sendForm({ ...form, cookie: grace.cookie }, []);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toContain('/posts?notice=other-user');
    expect(await sql`select is_published from posts where user_id = ${ada.id}`).toEqual([{ is_published: false }]);
  });

  test('is accepted again once its own user is signed in', async () => {
    const form = await readForm(`${app.url}/posts/new`, ada.cookie);
    const response = await sendForm(form, [['content', 'Text of Ada, sent by Ada']]);
    expect(response.status).toBe(303);
    await sql`delete from posts where user_id = ${ada.id} and content like 'Text of%'`;
  });
});
