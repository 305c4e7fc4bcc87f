import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RawResponse, rawRequest } from '../../local/tests/support/raw-request';
import { type RunningApp, startTestApp, type TestApp } from '../support/app';
import { readForm } from '../support/raw-form';
import { createUser, type User } from '../support/users';
import { app as workerApp } from '../support/worker-app';

type Headers = Record<string, string>;

/** Sends the profile without a name, as a browser without JavaScript does, or as React does. Returns whether the action ran. */
async function sendProfile(app: RunningApp, user: User, headers: Headers, { isReact = false } = {}) {
  const { hidden } = await readForm(`${app.url}/account`, user.cookie, 'Save profile');
  const fields: [string, string][] = [
    ['name', ''],
    ['image', ''],
  ];
  const form = new FormData();
  const names = new Set(fields.map(([name]) => name));
  const own = hidden.filter(([name]) => !names.has(name));
  for (const [name, value] of isReact ? fields : [...own, ...fields]) form.append(isReact ? `_1_${name}` : name, value);
  if (isReact) form.append('0', '[{"status":"idle"},"$K1"]');
  const id = /"id":"(\w+)"/.exec(own.map(([, value]) => value).join(' '))?.[1] ?? '';
  const accept: Headers = isReact ? { accept: 'text/x-component', 'next-action': id } : { accept: 'text/html' };
  const response = await rawRequest(`${app.url}/account`, {
    method: 'POST',
    form,
    headers: { cookie: user.cookie, ...accept, ...headers },
  });
  return { response, hasRun: response.text.includes('Enter your name.') };
}

function get(app: RunningApp, path: string, headers: Headers, method = 'GET'): Promise<RawResponse> {
  return rawRequest(app.url + path, { method, headers });
}

describe('with APP_URL', () => {
  let app: TestApp;
  let user: User;
  beforeAll(async () => {
    app = await startTestApp('.', { APP_URL: 'https://app.example' });
    user = await createUser(app);
  });
  afterAll(() => app.stop());

  const origin = 'https://app.example';
  test.each<Headers>([
    { host: '127.0.0.1:3000', origin },
    { host: 'backend', origin },
    { host: 'backend.internal:8080', origin },
    { host: 'app.example', origin },
    { host: 'APP.example:443', origin },
    { host: 'backend', 'x-forwarded-host': 'app.example:443', origin },
    { host: 'backend', origin: 'https://APP.example.' },
  ])('a form is accepted behind a proxy that sends %j', async (headers) => {
    for (const isReact of [false, true]) {
      const { response, hasRun } = await sendProfile(app, user, headers, { isReact });
      expect([isReact, response.status, hasRun]).toEqual([isReact, 200, true]);
    }
  });

  test.each<Headers>([
    { host: 'backend', origin: 'https://www.app.example' },
    { host: 'evil.example', 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' },
    { host: 'app.example', origin: 'https://app.example.evil.example' },
    { host: 'app.example', origin: 'https://app.example:8443' },
    { host: 'app.example', origin: 'null' },
  ])('a form from another origin is rejected with the address of the app: %j', async (headers) => {
    for (const isReact of [false, true]) {
      const { response, hasRun } = await sendProfile(app, user, headers, { isReact });
      expect([isReact, response.status, hasRun]).toEqual([isReact, 403, false]);
      expect(response.text).toContain('https://app.example');
    }
  });

  test.each<Headers>([
    { host: 'www.app.example' },
    { host: 'WWW.app.example:443' },
    { host: 'www.app.example', 'x-forwarded-host': 'www.app.example' },
    { host: 'backend', 'x-forwarded-host': 'www.app.example, backend' },
    { host: 'backend', 'x-forwarded-host': 'old.example' },
    { host: 'app.example', 'x-forwarded-host': 'preview.app.example:443' },
  ])('a visitor at another address is redirected to the same page at APP_URL: %j', async (headers) => {
    for (const method of ['GET', 'HEAD']) {
      for (const path of ['/', '/account?q=a+b&q=%2F', '/auth/sign-in?next=%2Faccount%3Fa', '/nowhere', '/%ff?x=1']) {
        const response = await get(app, path, headers, method);
        expect([method, response.status, response.headers.location]).toEqual([method, 308, origin + path]);
        // The address may change, but browsers keep a cached permanent redirect.
        expect(response.headers['cache-control']).toBe('no-store');
      }
    }
  });

  test.each<Headers>([
    // The host of a proxy that doesn't pass on the visitor's.
    { host: 'backend' },
    { host: 'backend.internal:3000' },
    { host: '10.0.0.7:3000' },
    { host: 'other.example' },
    { host: '127.0.0.1', 'x-forwarded-host': 'backend:3000' },
    { host: '127.0.0.1', 'x-forwarded-host': '10.0.0.7' },
    { host: '127.0.0.1', 'x-forwarded-host': 'backend.internal' },
    // The address itself.
    { host: 'app.example' },
    { host: 'App.Example.:443' },
    { host: 'backend', 'x-forwarded-host': 'app.example' },
    { host: 'www.app.example', 'x-forwarded-host': 'app.example:443' },
    // Local development.
    { host: 'localhost:3000' },
    { host: 'backend', 'x-forwarded-host': 'app.localhost:3000' },
    { host: 'backend', 'x-forwarded-host': '[::1]:3000' },
    { host: 'backend', 'x-forwarded-host': '127.0.0.2' },
    // Not a host.
    { host: 'backend', 'x-forwarded-host': 'evil.example/path' },
    { host: 'backend', 'x-forwarded-host': 'user@evil.example' },
  ])('a visitor whose address is unknown or right is not redirected: %j', async (headers) => {
    expect((await get(app, '/auth/sign-in', headers)).status).toBe(200);
  });

  test('the API is not redirected', async () => {
    const headers = { host: 'www.app.example' };
    expect((await get(app, '/api/health', headers)).status).toBe(200);
    expect((await get(app, '/api/posts', headers)).status).toBe(401);
  });

  test('the API rejects writes from any other origin', async () => {
    const postStatus = async (headers: Headers) => {
      const allHeaders = { cookie: user.cookie, 'content-type': 'application/json', ...headers };
      return (await fetch(`${app.url}/api/posts`, { method: 'POST', body: '{"content":"x"}', headers: allHeaders }))
        .status;
    };
    expect(await postStatus({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })).toBe(403);
    expect(await postStatus({ origin: app.url })).toBe(403);
    expect(await postStatus({ origin: 'https://app.example' })).toBe(201);
  });
});

describe('without APP_URL', () => {
  const app = workerApp;
  let user: User;
  beforeAll(async () => {
    user = await createUser(app);
  });

  test.each<Headers>([
    { host: 'app.example:443', origin: 'https://app.example' },
    { host: 'app.example:80', origin: 'http://app.example' },
    { host: 'App.EXAMPLE', origin: 'https://app.example' },
    { host: 'app.example', origin: 'https://APP.example' },
    { host: 'app.example.', origin: 'https://app.example' },
    { host: 'app.example', origin: 'https://app.example.' },
    { host: 'app.example:3000', origin: 'http://app.example:3000' },
    { host: 'backend', 'x-forwarded-host': 'app.example:443', origin: 'https://app.example' },
    { host: 'backend', 'x-forwarded-host': 'App.example, backend', origin: 'https://app.example' },
  ])('a form and a script are accepted from an origin that equals the host: %j', async (headers) => {
    for (const isReact of [false, true]) {
      const { response, hasRun } = await sendProfile(app, user, headers, { isReact });
      expect([isReact, response.status, hasRun]).toEqual([isReact, 200, true]);
    }
    const signOut = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
    expect((await rawRequest(`${app.url}/api/auth/sign-out`, signOut)).text).not.toContain('foreign_origin');
  });

  test.each<Headers>([
    { host: 'app.example:3000', origin: 'https://app.example' },
    { host: 'app.example:443', origin: 'https://app.example:3000' },
    { host: 'app.example', origin: 'https://www.app.example' },
    { host: 'app.example', 'x-forwarded-host': 'evil.example', origin: 'https://app.example' },
    { host: 'user@app.example', origin: 'https://app.example' },
  ])('a form from another origin is rejected: %j', async (headers) => {
    for (const isReact of [false, true]) {
      const { response, hasRun } = await sendProfile(app, user, headers, { isReact });
      expect([isReact, response.status, hasRun]).toEqual([isReact, 403, false]);
    }
  });

  test('no visitor is redirected to another host', async () => {
    const headers = { host: 'www.app.example', 'x-forwarded-host': 'old.example' };
    expect((await get(app, '/auth/sign-in', headers)).status).toBe(200);
  });
});
