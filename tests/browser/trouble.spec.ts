import { connect } from '../../lib/db/connection';
import { signUpAdministrator } from '../support/administrator';
import { newMember } from '../support/api';
import { startTestApp } from '../support/app';
import { lastMessageTo } from '../support/mailbox';
import { EMPTY_ENVIRONMENT, runScript, waitForExit } from '../support/neon';
import { expect, test } from '../support/own-app';
import { cookieHeader, newPerson, SESSION_DATA, SESSION_TOKEN, signIn, signUp, signUpIn } from '../support/people';

test('a database failure is logged with its cause and without the session token', async ({ app, trouble }) => {
  const cookies = await signUp(app.url, newPerson());
  const token = decodeURIComponent(cookies[SESSION_TOKEN] ?? '').split('.')[0] ?? '';
  expect(token.length).toBeGreaterThan(20);
  for (const sql of ['drop', 'error', 'html', 'garbage']) {
    await trouble.switchOn({ sql });
    for (const path of ['/auth/sign-in', '/posts', '/posts/mine', '/posts/1', '/api/posts']) {
      await fetch(app.url + path, { headers: { cookie: cookieHeader(cookies) }, redirect: 'manual' });
    }
  }
  expect(app.output()).toContain('NeonDbError');
  expect(app.output()).not.toContain(token);
});

test('the server exits at startup and lists its missing environment variables', async () => {
  const server = runScript(['node_modules/next/dist/bin/next', 'start'], { PORT: '0' });
  expect(await waitForExit(server)).toBe(1);
  for (const name of Object.keys(EMPTY_ENVIRONMENT)) expect(server.output()).toContain(`${name} is missing`);
});

test('with APP_URL set, the API rejects writes from any other origin', async () => {
  const app = await startTestApp('.', { APP_URL: 'https://app.example' });
  try {
    const postStatus = async (headers: Record<string, string>) => {
      const allHeaders = { cookie: `${SESSION_TOKEN}=x`, 'content-type': 'application/json', ...headers };
      return (await fetch(`${app.url}/api/posts`, { method: 'POST', body: '{"content":"x"}', headers: allHeaders }))
        .status;
    };
    expect(await postStatus({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })).toBe(403);
    expect(await postStatus({ origin: app.url })).toBe(403);
    // The app's own origin passes this check, so the invalid session is rejected next.
    expect(await postStatus({ origin: 'https://app.example' })).toBe(401);
  } finally {
    await app.stop();
  }
});
