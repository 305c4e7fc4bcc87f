import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { actorFromJwt } from '@/lib/auth/jwt';
import { asUser, identify } from '@/lib/db/as-user';
import { db } from '@/lib/db/client';
import { connect } from '@/lib/db/connection';
import { posts } from '@/lib/posts/table';
import { newPerson } from '../support/people';
import { Visitor } from '../support/sdk';
import { type Account, insertUser } from '../support/users';

const sql = connect(process.env.DATABASE_URL ?? '');
const { origin } = new URL(process.env.NEON_AUTH_BASE_URL ?? '');

let ada: Account;
let keyId: string;
let keys: CryptoKeyPair;
let realToken: string;

/** Adds a key to Neon Auth's JWKS, so that the test can sign JWTs that Neon Auth never would. */
beforeAll(async () => {
  const visitor = new Visitor();
  await visitor.auth.signUp.email(newPerson());
  realToken = (await visitor.auth.token()).data?.token ?? '';
  keys = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicKey = JSON.stringify(await exportJWK(keys.publicKey));
  // Neon Auth signs with its newest key, so this one must be older.
  const [row] = await sql`insert into neon_auth.jwks ("publicKey", "privateKey", "createdAt")
    values (${publicKey}, '', '2000-01-01') returning id`;
  keyId = row?.id;
  ada = await insertUser();
});
afterAll(() => sql`delete from neon_auth.jwks where id = ${keyId}`);

interface Overrides {
  claims?: Record<string, unknown>;
  header?: { alg?: string; kid?: string };
  key?: CryptoKey | Uint8Array;
}

/** Signs a JWT that is valid except for the given overrides. */
function sign({ claims = {}, header = {}, key = keys.privateKey }: Overrides = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: ada.id, iss: origin, aud: origin, iat: now, exp: now + 900, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, ...header })
    .sign(key);
}

describe('a Neon Auth JWT', () => {
  test('identifies its user', async () => {
    const actor = await actorFromJwt(realToken);
    expect(actor && (await identify(actor))).toMatchObject({ name: 'Ada Lovelace' });
  });

  test('signed with the test key is accepted, so each rejection below has a single cause', async () => {
    const actor = await actorFromJwt(await sign());
    expect(actor && (await identify(actor))).toEqual({ id: ada.id, name: ada.name });
  });

  test("runs statements on its user's rows, until the user is banned or deleted, or has no session", async () => {
    const account = await insertUser();
    const actor = await actorFromJwt(await sign({ claims: { sub: account.id } }));
    const run = async () =>
      actor && (await asUser(actor, db.insert(posts).values({ content: 'By token' }).returning()));
    expect((await run())?.results[0]).toMatchObject([{ userId: account.id }]);
    await sql`update neon_auth.user set banned = true where id = ${account.id}`;
    expect(await run()).toBeNull();
    await sql`update neon_auth.user set banned = false where id = ${account.id}`;
    expect(await run()).not.toBeNull();
    await sql`delete from neon_auth.session where "userId" = ${account.id}`;
    expect(await run()).toBeNull();
    await sql`delete from neon_auth.user where id = ${account.id}`;
    expect(await run()).toBeNull();
  });

  test('from before the sessions of its time were revoked is rejected', async () => {
    const { id } = await insertUser();
    const minuteAgo = Math.floor(Date.now() / 1000) - 60;
    const actor = await actorFromJwt(await sign({ claims: { sub: id, iat: minuteAgo } }));
    // The only session is newer than the JWT.
    expect(actor && (await identify(actor))).toBeNull();
    await sql`update neon_auth.session set "createdAt" = now() - interval '2 minutes' where "userId" = ${id}`;
    expect(actor && (await identify(actor))).toMatchObject({ id });
  });

  test.each<[string, Overrides['claims']]>([
    ['has expired', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['never expires', { exp: undefined }],
    ['is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['has another issuer', { iss: 'https://evil.example' }],
    ['has no issuer', { iss: undefined }],
    ['has another audience', { aud: 'https://evil.example' }],
    ['has no audience', { aud: undefined }],
    ['has no time of issue', { iat: undefined }],
    ['has no subject', { sub: undefined }],
    ['has a subject that is not an id', { sub: "' or true --" }],
  ])('that %s is rejected', async (_case, claims) => {
    expect(await actorFromJwt(await sign({ claims: { ...claims } }))).toBeNull();
  });

  test('signed with another key is rejected', async () => {
    const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    expect(await actorFromJwt(await sign({ key: other.privateKey }))).toBeNull();
    expect(await actorFromJwt(await sign({ header: { kid: 'unknown' } }))).toBeNull();
  });

  test('that is unsigned, or signed with the public key as an HMAC secret, is rejected', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)));
    expect(await actorFromJwt(await sign({ header: { alg: 'HS256' }, key: secret }))).toBeNull();
    const [, claims] = (await sign()).split('.');
    for (const alg of ['none', 'None', 'NONE']) {
      const header = Buffer.from(JSON.stringify({ alg, kid: keyId })).toString('base64url');
      expect(await actorFromJwt(`${header}.${claims}.`)).toBeNull();
    }
  });

  test('with any single character changed is rejected', async () => {
    const token = await sign();
    // Skips the last character: base64url ignores some of its bits.
    for (let index = 0; index < token.length - 1; index += 7) {
      const other = token[index] === 'A' ? 'B' : 'A';
      expect(await actorFromJwt(token.slice(0, index) + other + token.slice(index + 1))).toBeNull();
    }
  });

  test.each(['', 'x', 'a.b.c', '..', 'a.b.c.d.e', '\0', 'é'])('with the value %j is rejected', async (token) => {
    expect(await actorFromJwt(token)).toBeNull();
  });
});

test('verifying a JWT throws when the keys are unreachable', async () => {
  vi.resetModules();
  vi.stubEnv('NEON_AUTH_BASE_URL', 'http://127.0.0.1:9/neondb/auth');
  const unreachable = await import('@/lib/auth/jwt');
  await expect(unreachable.actorFromJwt(realToken)).rejects.toThrow();
  vi.unstubAllEnvs();
});
