import { decodeJwt, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { cookieHeader, cookiesOf, SESSION_DATA, SESSION_TOKEN, signIn } from '../support/people';
import { SESSION_PROOF } from '../support/users';
import { prepareWrite } from '../support/write';
import { get, getPayload, seenAs, sqlOf, TARGETS, victimOf } from './support';

const FORGED_TOKEN = 'junk.token';
const seconds = () => Math.floor(Date.now() / 1_000);
const signJwt = (claims: JWTPayload, secret: string) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));

const COOKIE_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

/** Replaces one character with another that is valid in a cookie. Skips the last one before the padding: base64 ignores some of its bits. */
function changeCharacter(text: string, run: number): string {
  const index = (run * 7919) % (text.replace(/=*$/, '').length - 1);
  const others = COOKIE_CHARACTERS.replace(text.charAt(index), '');
  return text.slice(0, index) + others.charAt(run % others.length) + text.slice(index + 1);
}

/** Few enough for the auth server to respond in time on a busy machine. */
const CONCURRENCY = 5;

/** Runs `work` `count` times, some of them at the same time. */
async function times(count: number, work: (run: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < count; start += CONCURRENCY) {
    await Promise.all(Array.from({ length: CONCURRENCY }, (_, index) => work(start + index)));
  }
}

describe.each(TARGETS)('sessions in $name', (target) => {
  test('a session cache that is forged, unsigned, signed with another key or expired is rejected', async () => {
    const eve = await victimOf(target, 'Eve');
    const { cookieSecret: secret } = target;
    const original: JWTPayload = decodeJwt(eve.sessionCache);
    // Eve's session token is valid; only the user in her session cache is forged.
    const claims: JWTPayload = {
      ...original,
      user: { ...Object(original.user), name: 'Root of the forged cache', role: 'admin' },
    };
    const wellSigned = await signJwt(claims, secret);
    const [header = '', payload = '', signature = ''] = wellSigned.split('.');
    const isRoot = (sessionCache: string) =>
      seenAs(
        target,
        cookieHeader({ [SESSION_TOKEN]: eve.token, [SESSION_PROOF]: eve.proof, [SESSION_DATA]: sessionCache }),
        'Root of the forged cache',
      );
    // With the right secret the forgery works, so the signature alone causes the rejections below.
    expect(await isRoot(wellSigned)).toBe(true);
    for (const [label, forged] of [
      ['unsigned', new UnsecuredJWT(claims).encode()],
      ['without a signature', `${header}.${payload}.`],
      ['with the signature of other claims', `${header}.${payload}.${eve.sessionCache.split('.')[2]}`],
      ['signed with another key', await signJwt(claims, 'another secret that is long enough')],
      ['expired', await signJwt({ ...claims, exp: seconds() - 1 }, secret)],
      ['with alg none', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.${signature}`],
      ['with an empty secret', await signJwt(claims, '\0')],
    ] as const) {
      expect([label, await isRoot(forged)]).toEqual([label, false]);
    }
  });

  test('a session cache without its session token is rejected by pages, forms and /api/auth', async () => {
    const { sessionCache, person } = await victimOf(target, 'Ada of the stolen cache');
    const canWrite = await prepareWrite(target, person.cookie);
    const cookies = { [SESSION_TOKEN]: FORGED_TOKEN, [SESSION_DATA]: sessionCache };
    expect(await seenAs(target, cookieHeader(cookies), 'Ada of the stolen cache')).toBe(false);
    expect(await canWrite(cookieHeader(cookies))).toBe(false);
    // The SDK ignores whitespace around a cookie name.
    for (const name of [SESSION_DATA, ` ${SESSION_DATA}`, `${SESSION_DATA} `, `\t${SESSION_DATA}\t`]) {
      for (const cookie of [`${name}=${sessionCache}`, `${SESSION_TOKEN}=${FORGED_TOKEN};${name}=${sessionCache}`]) {
        const session = await get(target, '/api/auth/get-session', {}, { cookie });
        expect([name, (await session.text()).includes(person.email)]).toEqual([name, false]);
      }
    }
  });

  /** A sample: a unit test changes each character. */
  const runs = 100;
  test(`none of ${runs} session caches and tokens with one changed character is accepted`, async () => {
    const { person, sessionCache, token, proof } = await victimOf(target, 'Ada of the cache');
    await sqlOf(target)`update neon_auth.user set name = 'Ada of the database' where email = ${person.email}`;
    const identify = async (cookies: Record<string, string>) => {
      // The payload is cheaper to render than a page. This one contains little more than the header.
      const payload = await (await getPayload(target, '/auth/verify-email', cookies)).text();
      return ['Ada of the cache', 'Ada of the database'].find((name) => payload.includes(name)) ?? 'anonymous';
    };
    expect(await identify({ [SESSION_TOKEN]: token, [SESSION_PROOF]: proof, [SESSION_DATA]: sessionCache })).toBe(
      'Ada of the cache',
    );
    const cookie = decodeURIComponent(token);
    const counts: Record<string, number> = {};
    await times(runs, async (run) => {
      const isCache = run % 4 === 0;
      const identity = isCache
        ? await identify({
            [SESSION_TOKEN]: token,
            [SESSION_PROOF]: proof,
            [SESSION_DATA]: changeCharacter(sessionCache, run),
          })
        : await identify({
            [SESSION_TOKEN]: encodeURIComponent(changeCharacter(cookie, run)),
            [SESSION_PROOF]: proof,
            [SESSION_DATA]: sessionCache,
          });
      const outcome = `changed ${isCache ? 'cache' : 'token'}: ${identity}`;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    });
    expect(counts).toEqual({
      'changed cache: Ada of the database': runs / 4,
      'changed token: anonymous': (runs * 3) / 4,
    });
  });

  test("the session token takes precedence over another user's session cache", async () => {
    const [ada, eve] = [await victimOf(target, 'Ada of the pair'), await victimOf(target, 'Eve of the pair')];
    const cookie = cookieHeader({
      [SESSION_TOKEN]: eve.token,
      [SESSION_PROOF]: eve.proof,
      [SESSION_DATA]: ada.sessionCache,
    });
    expect(await seenAs(target, cookie, 'Ada of the pair')).toBe(false);
    expect(await seenAs(target, cookie, 'Eve of the pair')).toBe(true);
  });

  test('a cookie name inside another cookie is ignored', async () => {
    const { sessionCache } = await victimOf(target, 'Ada of the hidden name');
    for (const cookie of [
      `other=${SESSION_TOKEN}=x; ${SESSION_DATA}=${sessionCache}`,
      `x${SESSION_TOKEN}=x; ${SESSION_DATA}=${sessionCache}`,
      `${SESSION_TOKEN}; ${SESSION_DATA}=${sessionCache}`,
      `${SESSION_TOKEN}=; ${SESSION_DATA}=${sessionCache}`,
    ]) {
      expect(await seenAs(target, cookie, 'Ada of the hidden name')).toBe(false);
      const response = await fetch(`${target.url}/account`, { headers: { cookie }, redirect: 'manual' });
      expect([response.status, (await response.text()).includes('Ada of the hidden name')]).toEqual([307, false]);
    }
  });

  test('a stolen session can neither read nor write posts after sign-out or a ban', async () => {
    for (const event of ['sign-out', 'ban'] as const) {
      const { person, cookies } = await victimOf(target);
      const canWrite = await prepareWrite(target, person.cookie);
      expect(await canWrite(cookieHeader(cookies))).toBe(true);
      if (event === 'sign-out') {
        const headers = { origin: target.url, cookie: cookieHeader(cookies), 'content-type': 'application/json' };
        await fetch(`${target.url}/api/auth/sign-out`, { method: 'POST', body: '{}', headers });
      } else {
        await sqlOf(target)`update neon_auth.user set banned = true where email = ${person.email}`;
      }
      expect([event, await canWrite(cookieHeader(cookies))]).toEqual([event, false]);
      expect([event, (await get(target, '/posts', cookies)).status]).toEqual([event, 307]);
      expect([event, (await get(target, '/api/posts', cookies)).status]).toEqual([event, 401]);
    }
  });

  test('signing in issues a new session token, even when an attacker planted one before', async () => {
    const { person } = await victimOf(target, 'Ada of the new session');
    const eve = await victimOf(target, 'Eve');
    for (const planted of [eve.token, FORGED_TOKEN]) {
      const cookies = cookiesOf(await signIn(target.url, person, { cookie: `${SESSION_TOKEN}=${planted}` }));
      expect(cookies[SESSION_TOKEN]).toBeTruthy();
      expect(cookies[SESSION_TOKEN]).not.toBe(planted);
      expect(await seenAs(target, cookieHeader(cookies), person.name)).toBe(true);
      expect(await seenAs(target, cookieHeader({ [SESSION_TOKEN]: planted }), person.name)).toBe(false);
    }
    const canWrite = await prepareWrite(target, person.cookie);
    expect(await canWrite(cookieHeader({ [SESSION_TOKEN]: FORGED_TOKEN }))).toBe(false);
  });
});
