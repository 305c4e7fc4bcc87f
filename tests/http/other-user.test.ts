import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { readForm, sendForm } from '../support/raw-form';
import { createUser, PASSWORD, type User } from '../support/users';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);
let ada: User;
let grace: User;

beforeAll(async () => {
  [ada, grace] = await Promise.all([
    createUser(app, { name: 'Ada Lovelace' }),
    createUser(app, { name: 'Grace Hopper' }),
  ]);
});

describe('a form that was rendered for another user', () => {
  test.each([
    [
      'the profile',
      () => '/account',
      'Save profile',
      [
        ['name', 'Ada King'],
        ['image', ''],
      ],
      'Ada King',
    ],
    [
      'the password',
      () => '/account',
      'Change password',
      [
        ['currentPassword', PASSWORD],
        ['newPassword', 'another long password'],
      ],
      '',
    ],
    ['an API token', () => '/account', 'Create token', [], ''],
    ['an organization', () => '/organizations', 'Create organization', [['name', 'Engines']], 'Engines'],
  ] as [string, () => string, string, [string, string][], string][])(
    '(%s) changes nothing, names the signed-in user and keeps the text',
    async (_case, path, button, fields, kept) => {
      const form = await readForm(app.url + path(), ada.cookie, button);
      const response = await sendForm({ ...form, cookie: grace.cookie }, fields);
      const html = await response.text();
      expect(html).toContain('You&#x27;re signed in as Grace Hopper');
      expect(html).toContain(kept);
      expect(await sql`select name from neon_auth.user where id = ${grace.id}`).toEqual([{ name: 'Grace Hopper' }]);
    },
  );
});
