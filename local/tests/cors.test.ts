import { describe, expect, test } from 'vitest';
import { newPerson } from './support/people';

const url = process.env.DATABASE_URL ?? '';
const endpoint = `http://127.0.0.1:${new URL(url).port}/sql`;
const auth = process.env.NEON_AUTH_BASE_URL ?? '';

/** Returns the CORS headers of a response. */
function corsHeaders({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
}

function preflight(target: string, origin: string): Promise<Response> {
  return fetch(target, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-neon-client-info',
    },
  });
}

describe('SQL over HTTP', () => {
  test('allows a preflight request of any origin', async () => {
    const response = await preflight(endpoint, 'https://app.example');
    expect(response.status).toBe(200);
    expect(response.headers.get('allow')).toBe('OPTIONS, POST');
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-headers':
        'Authorization, Neon-Connection-String, Neon-Raw-Text-Output, Neon-Array-Mode, Neon-Pool-Opt-In, Neon-Batch-Read-Only, Neon-Batch-Isolation-Level',
      'access-control-max-age': '86400',
    });
  });

  test('lets any origin read results and errors', async () => {
    for (const query of ['select 1', 'select 1/0', 1]) {
      const response = await fetch(endpoint, {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: { 'Neon-Connection-String': url, Origin: 'https://app.example' },
      });
      expect(corsHeaders(response)).toEqual({ 'access-control-allow-origin': '*' });
    }
  });
});

describe('Neon Auth', () => {
  const trusted = ['http://localhost:5173', 'http://127.0.0.1:3000', 'https://app.localhost', 'http://[::1]:3000'];
  const untrusted = ['https://evil.example', 'http://localhost.evil.example', 'null', 'file://localhost'];

  test.each(trusted)('allows a preflight request of %s, with cookies', async (origin) => {
    const response = await preflight(`${auth}/sign-in/email`, origin);
    expect(response.status).toBe(204);
    expect(response.headers.get('vary')).toContain('Origin');
    expect(corsHeaders(response)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type,x-neon-client-info',
      'access-control-allow-methods': expect.stringContaining('POST'),
    });
  });

  test.each(untrusted)('allows nothing to %s', async (origin) => {
    const response = await preflight(`${auth}/sign-in/email`, origin);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await fetch(`${auth}/ok`, { headers: { Origin: origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('lets a trusted origin read the response and its tokens', async () => {
    const [origin = ''] = trusted;
    const signedUp = await fetch(`${auth}/sign-up/email`, {
      method: 'POST',
      body: JSON.stringify(newPerson()),
      headers: { 'Content-Type': 'application/json', Origin: origin },
    });
    const [cookie = ''] = signedUp.headers.getSetCookie();
    expect(cookie).toContain('session_token');
    const session = await fetch(`${auth}/get-session`, { headers: { Cookie: cookie, Origin: origin } });
    const allowed = { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
    expect(corsHeaders(signedUp)).toMatchObject(allowed);
    expect(corsHeaders(session)).toMatchObject(allowed);
    expect(session.headers.get('set-auth-jwt')).toMatch(/^ey/);
    expect(session.headers.get('access-control-expose-headers')).toContain('set-auth-jwt');
  });
});
