import { describe, expect, test } from 'vitest';
import { cookieHeader } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { EVERYWHERE, get, sqlOf, TARGETS, victimOf } from './support';

/** Each of them has been the way out of somebody's site. */
const WAYS_OUT = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/%09/evil.example',
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '/.evil.example',
  '/..//evil.example',
  '/.//evil.example',
  'http:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\r\nLocation: https://evil.example',
  '/%0d%0aSet-Cookie:x=y',
  'https://evil.example@localhost',
  '/@evil.example',
  '//localhost@evil.example',
  '/posts/../..//evil.example',
  '\0//evil.example',
  '/posts?next=//evil.example',
  '/posts#//evil.example',
  '//evil.example/%2e%2e',
  '/\u2028/evil.example',
  '／／evil.example',
];

describe.each(TARGETS)('forms of $name', (target) => {
  const { url, hasProxy } = target;
  test('from another site, from nowhere, or from a page without an address are refused, and do nothing', async () => {
    const { person, cookies } = await victimOf(target);
    const cookie = cookieHeader(cookies);
    const form = await readForm(`${url}/account`, cookie, 'Save profile');
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${url}.evil.example` },
      { origin: url.replace('http:', 'https:').replace('localhost', 'localhost.evil.example') },
    ];
    // Next.js itself lets a form pass that does not say where it comes from.
    const silent = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, {}];
    for (const headers of hasProxy ? [...foreign, ...silent] : foreign) {
      const body = new FormData();
      for (const [name, value] of [...form.hidden, ['name', 'Mallory'], ['image', '']])
        body.append(name ?? '', value ?? '');
      const answer = await fetch(`${url}/account`, { method: 'POST', body, headers: { cookie, ...headers } });
      expect([headers, answer.status]).toEqual([headers, hasProxy ? 403 : 500]);
      expect(Object.fromEntries(answer.headers)).toMatchObject(EVERYWHERE);
    }
    const [user] = await sqlOf(target)`select name from neon_auth.user where email = ${person.email}`;
    expect(user).toEqual({ name: person.name });
  });

  test('twenty of the same at the same moment are one post', async () => {
    const { cookies } = await victimOf(target);
    const form = await readForm(`${url}/posts/new`, cookieHeader(cookies));
    const content = crypto.randomUUID();
    const sent = Array.from({ length: 20 }, () => sendForm(form, [['content', content]]));
    for (const { status } of await Promise.all(sent)) expect(status).toBe(303);
    expect(await sqlOf(target)`select id from posts where content = ${content}`).toHaveLength(1);
  });
});

describe.each(TARGETS)('requests to $name', (target) => {
  test('with a cookie from another site change nothing through the API', async () => {
    const { cookies } = await victimOf(target);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ]) {
      const answer = await fetch(`${target.url}/api/posts`, {
        method: 'POST',
        body: '{"content":"From elsewhere"}',
        headers: { cookie: cookieHeader(cookies), 'content-type': 'application/json', ...headers },
      });
      expect([headers, answer.status]).toEqual([headers, 403]);
    }
  });

  test('lead to no other site, whatever they name as the place to come back to', async () => {
    const { cookies } = await victimOf(target);
    for (const way of WAYS_OUT) {
      const pages = ['sign-in', 'sign-up', 'email-otp', 'magic-link', 'verify-email/done', 'provider'];
      const paths = pages.map((page) => `/auth/${page}?next=${encodeURIComponent(way)}`);
      const answers = await Promise.all(paths.map((path) => get(target, path, cookies)));
      for (const [index, { status, headers }] of answers.entries()) {
        const origin = new URL(headers.get('location') ?? 'nowhere:', target.url).origin;
        expect([paths[index], status, origin]).toEqual([paths[index], 307, target.url]);
      }
    }
  });

  test('for what is somebody’s own are answered with what nobody may keep', async () => {
    const { cookies } = await victimOf(target);
    for (const path of [
      '/',
      '/posts',
      '/posts/mine',
      '/posts/new',
      '/account',
      '/organizations',
      '/api/posts',
      '/nowhere',
    ]) {
      expect([path, (await get(target, path, cookies)).headers.get('cache-control')]).toEqual([
        path,
        expect.stringMatching(/no-store/),
      ]);
    }
  });

  test('with fields that nobody offered are refused, and set nothing', async () => {
    const { cookies } = await victimOf(target);
    const [other] = await sqlOf(target)`select gen_random_uuid() as id`;
    for (const field of ['userId', 'user_id', 'id', 'createdAt', '__proto__', 'constructor', 'prototype']) {
      const answer = await fetch(`${target.url}/api/posts`, {
        method: 'POST',
        body: `{"content":"Mine","${field}":"${other?.id}"}`,
        headers: { cookie: cookieHeader(cookies), origin: target.url, 'content-type': 'application/json' },
      });
      expect([field, [201, 400].includes(answer.status)]).toEqual([field, true]);
    }
    expect(await sqlOf(target)`select id from posts where user_id = ${other?.id}`).toEqual([]);
  });
});
