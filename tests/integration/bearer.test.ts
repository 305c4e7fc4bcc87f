import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bearerActor } from '@/lib/auth/bearer';
import { identify } from '@/lib/db/as-user';
import { connect } from '@/lib/db/connection';
import { type Account, newAccount } from '../support/accounts';
import { newPerson } from '../support/people';
import { Visitor } from '../support/sdk';

const sql = connect(process.env.DATABASE_URL ?? '');
const { origin } = new URL(process.env.NEON_AUTH_BASE_URL ?? '');

let ada: Account;
let keyId: string;
let keys: CryptoKeyPair;
let realToken: string;

/** A key of the test's own among those of Neon Auth, so that it can sign what Neon Auth never would. */
beforeAll(async () => {
  const visitor = new Visitor();
  await visitor.auth.signUp.email(newPerson());
  realToken = (await visitor.auth.token()).data?.token ?? '';
  keys = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicKey = JSON.stringify(await exportJWK(keys.publicKey));
  // Old, so that Neon Auth itself goes on signing with its own.
  const [row] = await sql`insert into neon_auth.jwks ("publicKey", "privateKey", "createdAt")
    values (${publicKey}, '', '2000-01-01') returning id`;
  keyId = row?.id;
  ada = await newAccount();
});
afterAll(() => sql`delete from neon_auth.jwks where id = ${keyId}`);

interface Forged {
  claims?: Record<string, unknown>;
  header?: { alg?: string; kid?: string };
  key?: CryptoKey | Uint8Array;
}

/** A token that is right in all that is not named. */
function sign({ claims = {}, header = {}, key = keys.privateKey }: Forged = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: ada.id, iss: origin, aud: origin, iat: now, exp: now + 900, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, ...header })
    .sign(key);
}

describe('a token of Neon Auth', () => {
  test('names its user', async () => {
    const actor = await bearerActor(realToken);
    expect(actor && (await identify(actor))).toMatchObject({ name: 'Ada Lovelace' });
  });

  test('of our own making does, too: so what follows is refused for what is wrong in it', async () => {
    const actor = await bearerActor(await sign());
    expect(actor && (await identify(actor))).toEqual({ id: ada.id, name: ada.name });
  });

  test('of somebody who is banned or gone names nobody', async () => {
    const gone = await newAccount();
    const actor = await bearerActor(await sign({ claims: { sub: gone.id } }));
    await sql`update neon_auth.user set banned = true where id = ${gone.id}`;
    expect(actor && (await identify(actor))).toBeNull();
    await sql`delete from neon_auth.user where id = ${gone.id}`;
    expect(actor && (await identify(actor))).toBeNull();
  });

  test.each<[string, Forged['claims']]>([
    ['has expired', { exp: Math.floor(Date.now() / 1000) - 1 }],
    ['never expires', { exp: undefined }],
    ['is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['is of another issuer', { iss: 'https://evil.example' }],
    ['is of no issuer', { iss: undefined }],
    ['is for somebody else', { aud: 'https://evil.example' }],
    ['is for nobody', { aud: undefined }],
    ['names no user', { sub: undefined }],
    ['names what is no id', { sub: "' or true --" }],
  ])('that %s proves nothing', async (_what, claims) => {
    expect(await bearerActor(await sign({ claims: { ...claims } }))).toBeNull();
  });

  test('signed with another key proves nothing', async () => {
    const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    expect(await bearerActor(await sign({ key: other.privateKey }))).toBeNull();
    expect(await bearerActor(await sign({ header: { kid: 'unknown' } }))).toBeNull();
  });

  test('signed in another way proves nothing: not at all, or with the public key as a secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)));
    expect(await bearerActor(await sign({ header: { alg: 'HS256' }, key: secret }))).toBeNull();
    const [, claims] = (await sign()).split('.');
    for (const alg of ['none', 'None', 'NONE']) {
      const header = Buffer.from(JSON.stringify({ alg, kid: keyId })).toString('base64url');
      expect(await bearerActor(`${header}.${claims}.`)).toBeNull();
    }
  });

  test('with any one character changed proves nothing', async () => {
    const token = await sign();
    // The last character of a part may carry bits that mean nothing.
    for (let index = 0; index < token.length - 1; index += 7) {
      const other = token[index] === 'A' ? 'B' : 'A';
      expect(await bearerActor(token.slice(0, index) + other + token.slice(index + 1))).toBeNull();
    }
  });

  test.each(['', 'x', 'a.b.c', '..', 'a.b.c.d.e', '\0', 'é'])('that is %j proves nothing', async (token) => {
    expect(await bearerActor(token)).toBeNull();
  });
});

test('that the keys cannot be had is no fault of the token', async () => {
  vi.resetModules();
  vi.stubEnv('NEON_AUTH_BASE_URL', 'http://127.0.0.1:9/neondb/auth');
  const away = await import('@/lib/auth/bearer');
  await expect(away.bearerActor(realToken)).rejects.toThrow();
  vi.unstubAllEnvs();
});
