import { decodeJwt, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { cookieHeader, cookiesOf, SESSION_DATA, SESSION_TOKEN, signIn } from '../support/people';
import { get, seenAs, sqlOf, TARGETS, type Target, victimOf } from './support';

const JUNK = 'junk.token';
const seconds = () => Math.floor(Date.now() / 1_000);
const sign = (claims: JWTPayload, secret: string) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

/** A text with one character turned into another that may stand in a cookie; not the last one, of which base64 uses a part. */
function turned(text: string, turn: number): string {
  const at = (turn * 7919) % (text.length - 1);
  const others = LETTERS.replace(text.charAt(at), '');
  return text.slice(0, at) + others.charAt(turn % others.length) + text.slice(at + 1);
}

/** Does `work` so many times, twenty at a time. */
async function times(count: number, work: (turn: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < count; start += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => work(start + index)));
  }
}

async function writes({ url }: Target, cookies: Record<string, string>): Promise<number> {
  const answer = await fetch(`${url}/api/posts`, {
    method: 'POST',
    body: JSON.stringify({ content: 'Written with a stolen session' }),
    headers: { 'content-type': 'application/json', origin: url, cookie: cookieHeader(cookies) },
  });
  return answer.status;
}

describe.each(TARGETS)('the sessions of $name', (target) => {
  test('a signed copy that was forged, unsigned, signed by another or expired makes nobody somebody else', async () => {
    const eve = await victimOf(target, 'Eve');
    const { NEON_AUTH_COOKIE_SECRET: secret } = target;
    const own: JWTPayload = decodeJwt(eve.copy);
    // Her own living token, in the cookie and in the copy; but the copy says that she is another.
    const claims: JWTPayload = {
      ...own,
      user: { ...Object(own.user), name: 'Root of the forged copy', role: 'admin' },
    };
    const genuine = await sign(claims, secret);
    const [header = '', payload = '', signature = ''] = genuine.split('.');
    const isRoot = (copy: string) =>
      seenAs(target, cookieHeader({ [SESSION_TOKEN]: eve.token, [SESSION_DATA]: copy }), 'Root of the forged copy');
    // Whoever has the secret can be anybody: what is refused below is refused for its signature.
    expect(await isRoot(genuine)).toBe(true);
    for (const [what, forged] of [
      ['unsigned', new UnsecuredJWT(claims).encode()],
      ['without a signature', `${header}.${payload}.`],
      ['with the signature of another', `${header}.${payload}.${eve.copy.split('.')[2]}`],
      ['signed by another', await sign(claims, 'another secret that is long enough')],
      ['expired', await sign({ ...claims, exp: seconds() - 1 }, secret)],
      ['of no algorithm', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.${signature}`],
      ['with an empty secret', await sign(claims, '\0')],
    ] as const) {
      expect([what, await isRoot(forged)]).toEqual([what, false]);
    }
  });

  test('a copy alone, or beside a token that it was not made for, is nobody, on pages and at the auth proxy', async () => {
    const { copy, person } = await victimOf(target, 'Ada of the stolen copy');
    const cookies = { [SESSION_TOKEN]: JUNK, [SESSION_DATA]: copy };
    expect(await seenAs(target, cookieHeader(cookies), 'Ada of the stolen copy')).toBe(false);
    expect(await writes(target, cookies)).toBe(401);
    // The SDK finds a cookie also where there is space about its name.
    for (const name of [SESSION_DATA, ` ${SESSION_DATA}`, `${SESSION_DATA} `, `\t${SESSION_DATA}\t`]) {
      for (const cookie of [`${name}=${copy}`, `${SESSION_TOKEN}=${JUNK};${name}=${copy}`]) {
        const session = await get(target, '/api/auth/get-session', {}, { cookie });
        expect([name, (await session.text()).includes(person.email)]).toEqual([name, false]);
      }
    }
  });

  // Without proxy.ts the same code judges them, so that fewer tell as much.
  const turns = target.hasProxy ? 1_000 : 100;
  test(`of ${turns} copies and tokens with one character turned, none is good`, async () => {
    const { person, copy, token } = await victimOf(target, 'Ada of the copy');
    await sqlOf(target)`update neon_auth.user set name = 'Ada of today' where email = ${person.email}`;
    const seen = async (cookies: Record<string, string>) => {
      const html = await (await get(target, '/', cookies)).text();
      return ['Ada of the copy', 'Ada of today'].find((name) => html.includes(name)) ?? 'a visitor';
    };
    expect(await seen({ [SESSION_TOKEN]: token, [SESSION_DATA]: copy })).toBe('Ada of the copy');
    // Behind the dot is Neon Auth's signature of the token, which a page need not ask about: the token is in its database, or not.
    const [id = '', signature = ''] = decodeURIComponent(token).split('.');
    const seenAs: Record<string, number> = {};
    await times(turns, async (turn) => {
      const isCopy = turn % 4 === 0;
      const who = isCopy
        ? await seen({ [SESSION_TOKEN]: token, [SESSION_DATA]: turned(copy, turn) })
        : await seen({ [SESSION_TOKEN]: encodeURIComponent(`${turned(id, turn)}.${signature}`), [SESSION_DATA]: copy });
      const what = `by a turned ${isCopy ? 'copy' : 'token'} ${who}`;
      seenAs[what] = (seenAs[what] ?? 0) + 1;
    });
    expect(seenAs).toEqual({
      'by a turned copy Ada of today': turns / 4,
      'by a turned token a visitor': (turns * 3) / 4,
    });
  }, 60_000);

  test('two people whose cookies are swapped are who their token says', async () => {
    const [ada, eve] = [await victimOf(target, 'Ada of the pair'), await victimOf(target, 'Eve of the pair')];
    const cookie = cookieHeader({ [SESSION_TOKEN]: eve.token, [SESSION_DATA]: ada.copy });
    expect(await seenAs(target, cookie, 'Ada of the pair')).toBe(false);
    expect(await seenAs(target, cookie, 'Eve of the pair')).toBe(true);
  });

  test('the name of the cookie inside of another one counts for nothing', async () => {
    const { copy } = await victimOf(target, 'Ada of the hidden name');
    for (const cookie of [
      `other=${SESSION_TOKEN}=x; ${SESSION_DATA}=${copy}`,
      `x${SESSION_TOKEN}=x; ${SESSION_DATA}=${copy}`,
      `${SESSION_TOKEN}; ${SESSION_DATA}=${copy}`,
      `${SESSION_TOKEN}=; ${SESSION_DATA}=${copy}`,
    ]) {
      expect(await seenAs(target, cookie, 'Ada of the hidden name')).toBe(false);
      const answer = await fetch(`${target.url}/posts`, { headers: { cookie }, redirect: 'manual' });
      expect([answer.status, (await answer.text()).includes('Hello from Neon')]).toEqual([307, false]);
    }
  });

  test('what was stolen before signing out, or before a ban, writes and reads no post afterwards', async () => {
    for (const end of ['sign-out', 'ban'] as const) {
      const { person, cookies } = await victimOf(target);
      expect(await writes(target, cookies)).toBe(201);
      if (end === 'sign-out') {
        const headers = { origin: target.url, cookie: cookieHeader(cookies), 'content-type': 'application/json' };
        await fetch(`${target.url}/api/auth/sign-out`, { method: 'POST', body: '{}', headers });
      } else {
        await sqlOf(target)`update neon_auth.user set banned = true where email = ${person.email}`;
      }
      expect([end, await writes(target, cookies)]).toEqual([end, 401]);
      expect([end, (await get(target, '/posts', cookies)).status]).toEqual([end, 307]);
      expect([end, (await get(target, '/api/posts', cookies)).status]).toEqual([end, 401]);
    }
  });

  test('a token that was planted before signing in is not the one after it', async () => {
    const { person } = await victimOf(target, 'Ada of the new session');
    const eve = await victimOf(target, 'Eve');
    for (const planted of [eve.token, JUNK]) {
      const cookies = cookiesOf(await signIn(target.url, person, { cookie: `${SESSION_TOKEN}=${planted}` }));
      expect(cookies[SESSION_TOKEN]).toBeTruthy();
      expect(cookies[SESSION_TOKEN]).not.toBe(planted);
      expect(await seenAs(target, cookieHeader(cookies), person.name)).toBe(true);
      expect(await seenAs(target, cookieHeader({ [SESSION_TOKEN]: planted }), person.name)).toBe(false);
    }
    expect(await writes(target, { [SESSION_TOKEN]: JUNK })).toBe(401);
  });
});
