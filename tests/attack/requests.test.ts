import { describe, expect, test } from 'vitest';
import { cookieHeader } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { EVERYWHERE, get, sqlOf, TARGETS, victimOf } from './support';

/** Payloads that have bypassed redirect checks elsewhere. */
const REDIRECT_PAYLOADS = [
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
  '/account/../..//evil.example',
  '\0//evil.example',
  '/account?next=//evil.example',
  '/account#//evil.example',
  '//evil.example/%2e%2e',
  '/\u2028/evil.example',
  '／／evil.example',
];

describe.each(TARGETS)('form submissions to $name', (target) => {
  const { url, hasProxy } = target;
  test('from another origin, a null origin or no origin are rejected and change nothing', async () => {
    const { person, cookies } = await victimOf(target);
    const cookie = cookieHeader(cookies);
    const form = await readForm(`${url}/account`, cookie, 'Save profile');
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${url}.evil.example` },
      { origin: url.replace('http:', 'https:').replace('localhost', 'localhost.evil.example') },
    ];
    // Next.js itself accepts a form without an Origin header; only proxy.ts rejects it.
    const withoutOrigin = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, {}];
    for (const headers of hasProxy ? [...foreign, ...withoutOrigin] : foreign) {
      const body = new FormData();
      for (const [name, value] of [...form.hidden, ['name', 'Mallory'], ['image', '']])
        body.append(name ?? '', value ?? '');
      const response = await fetch(`${url}/account`, { method: 'POST', body, headers: { cookie, ...headers } });
      expect([headers, response.status]).toEqual([headers, hasProxy ? 403 : 500]);
      expect(Object.fromEntries(response.headers)).toMatchObject(EVERYWHERE);
    }
    const [user] = await sqlOf(target)`select name from neon_auth.user where email = ${person.email}`;
    expect(user).toEqual({ name: person.name });
  });

  test('sent twenty times at once create a single post', async () => {
    const { cookies } = await victimOf(target);
    const form = await readForm(`${url}/posts/new`, cookieHeader(cookies));
    const content = crypto.randomUUID();
    const submissions = Array.from({ length: 20 }, () => sendForm(form, [['content', content]]));
    for (const { status } of await Promise.all(submissions)) expect(status).toBe(303);
    expect(await sqlOf(target)`select id from posts where content = ${content}`).toHaveLength(1);
  });
});

describe.each(TARGETS)('requests to $name', (target) => {
  test('with a session cookie from another origin are rejected by the API', async () => {
    const { cookies } = await victimOf(target);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      {},
    ]) {
      const response = await fetch(`${target.url}/api/posts`, {
        method: 'POST',
        body: '{"content":"From elsewhere"}',
        headers: { cookie: cookieHeader(cookies), 'content-type': 'application/json', ...headers },
      });
      expect([headers, response.status]).toEqual([headers, 403]);
    }
  });

  test('never redirect to another origin, whatever the next parameter contains', async () => {
    const { cookies } = await victimOf(target);
    for (const payload of REDIRECT_PAYLOADS) {
      const pages = ['sign-in', 'sign-up', 'email-otp', 'magic-link', 'verify-email/done', 'provider'];
      const paths = pages.map((page) => `/auth/${page}?next=${encodeURIComponent(payload)}`);
      const responses = await Promise.all(paths.map((path) => get(target, path, cookies)));
      for (const [index, { status, headers }] of responses.entries()) {
        const origin = new URL(headers.get('location') ?? 'missing:', target.url).origin;
        expect([paths[index], status, origin]).toEqual([paths[index], 307, target.url]);
      }
    }
  });

  test('from a signed-in user get Cache-Control: no-store', async () => {
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

  test('cannot set fields outside the schema, such as userId', async () => {
    const { cookies } = await victimOf(target);
    const [otherUser] = await sqlOf(target)`select gen_random_uuid() as id`;
    for (const field of ['userId', 'user_id', 'id', 'createdAt', '__proto__', 'constructor', 'prototype']) {
      const response = await fetch(`${target.url}/api/posts`, {
        method: 'POST',
        body: `{"content":"Mine","${field}":"${otherUser?.id}"}`,
        headers: { cookie: cookieHeader(cookies), origin: target.url, 'content-type': 'application/json' },
      });
      expect([field, [201, 400].includes(response.status)]).toEqual([field, true]);
    }
    expect(await sqlOf(target)`select id from posts where user_id = ${otherUser?.id}`).toEqual([]);
  });
});
