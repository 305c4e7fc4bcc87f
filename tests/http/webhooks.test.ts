import { generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { detachedSignature } from '@/local/auth/webhooks';
import { startTestApp, type TestApp } from '../support/app';
import { type Faults, faultsOf } from '../support/faults';
import { newPerson, signUp } from '../support/people';

interface Delivery {
  body: string;
  timestamp: number;
  kid: string;
  privateKey: JsonWebKey;
}

let app: TestApp;
let faults: Faults;
let sign: (event: object, timestamp?: number) => Delivery;
beforeAll(async () => {
  app = await startTestApp();
  faults = faultsOf(app);
  sign = await addKey(app);
});
afterAll(() => app.stop());
afterEach(() => faults.clear());

/** Adds a key to Neon Auth's key set, so that tests can sign an event with any timestamp. */
async function addKey({ authUrl, databaseUrl }: TestApp): Promise<typeof sign> {
  // Neon Auth creates its own key on the first request, but only while there is no other key.
  await fetch(`${authUrl}/.well-known/jwks.json`);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const [row] = await connect(databaseUrl)`
    insert into neon_auth.jwks ("publicKey", "privateKey", "createdAt")
    values (${JSON.stringify(publicKey.export({ format: 'jwk' }))}, 'unused', now() - interval '1 day') returning id`;
  return (event, timestamp = Date.now()) => ({
    body: JSON.stringify(event),
    timestamp,
    kid: String(row?.id),
    privateKey: privateKey.export({ format: 'jwk' }),
  });
}

const userCreated = (userId = randomUUID()) => ({
  event_id: randomUUID(),
  event_type: 'user.created',
  timestamp: new Date().toISOString(),
  user: { id: userId, email: 'ada@example.com' },
  event_data: {},
});

/** Sends a signed delivery, optionally with another body or headers. */
async function deliver(
  appUrl: string,
  { body, timestamp, kid, privateKey }: Delivery,
  overrides: { body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${appUrl}/api/webhooks/neon-auth`, {
    method: 'POST',
    body: overrides.body ?? body,
    headers: {
      'content-type': 'application/json',
      'x-neon-signature': detachedSignature(body, timestamp, kid, privateKey),
      'x-neon-signature-kid': kid,
      'x-neon-timestamp': String(timestamp),
      ...overrides.headers,
    },
  });
  return { status: response.status, body: await response.json() };
}

test('a sign-up is recorded as a webhook event', async () => {
  await faults.inject({ webhookUrl: `${app.url}/api/webhooks/neon-auth` });
  const person = newPerson();
  await signUp(app.url, person);
  const sql = connect(app.databaseUrl);
  const events = () =>
    sql`select type from webhook_events where user_id = (select id from neon_auth.user where email = ${person.email})`;
  await expect.poll(events, { timeout: 10_000 }).toEqual([{ type: 'user.created' }]);
});

test('an event delivered several times, even concurrently, is processed once', async () => {
  const event = userCreated();
  const responses = await Promise.all(Array.from({ length: 5 }, () => deliver(app.url, sign(event))));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(responses.filter(({ body }) => JSON.stringify(body) === '{"isNew":true}')).toHaveLength(1);
  const sql = connect(app.databaseUrl);
  expect(await sql`select id from webhook_events where id = ${event.event_id}`).toHaveLength(1);
});

test('a delivery with an invalid signature or timestamp is rejected and changes nothing', async () => {
  const event = userCreated();
  const delivery = sign(event);
  const minutesFromNow = (count: number) => Date.now() + count * 60_000;
  const unknownKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const rejected: [string, Awaited<ReturnType<typeof deliver>>][] = [
    ['changed body', await deliver(app.url, delivery, { body: JSON.stringify({ ...event, extra: 1 }) })],
    [
      'changed timestamp',
      await deliver(app.url, delivery, { headers: { 'x-neon-timestamp': String(Date.now() + 1) } }),
    ],
    ['no timestamp', await deliver(app.url, delivery, { headers: { 'x-neon-timestamp': '' } })],
    ['no signature', await deliver(app.url, delivery, { headers: { 'x-neon-signature': '' } })],
    ['truncated signature', await deliver(app.url, delivery, { headers: { 'x-neon-signature': 'e30..' } })],
    ['wrong key', await deliver(app.url, { ...delivery, privateKey: unknownKey })],
    ['unknown key ID', await deliver(app.url, { ...delivery, kid: randomUUID() })],
    ['six minutes old', await deliver(app.url, sign(event, minutesFromNow(-6)))],
    ['six minutes in the future', await deliver(app.url, sign(event, minutesFromNow(6)))],
    ['oversized body', await deliver(app.url, sign({ ...event, long: 'x'.repeat(100_000) }))],
  ];
  for (const [reason, { status }] of rejected) expect([reason, status]).toEqual([reason, 401]);
  const sql = connect(app.databaseUrl);
  expect(await sql`select id from webhook_events where id = ${event.event_id}`).toEqual([]);
  expect(await deliver(app.url, delivery)).toEqual({ status: 200, body: { isNew: true } });
});

test('unsupported events get 422, and methods other than POST get 405', async () => {
  for (const event of [{ event_type: 'send.otp' }, { ...userCreated(), user: {} }, null]) {
    expect((await deliver(app.url, sign(Object(event)))).status).toBe(422);
  }
  expect((await fetch(`${app.url}/api/webhooks/neon-auth`)).status).toBe(405);
});

test('while the database is unreachable, an event gets 503 so that Neon Auth retries it', async () => {
  const event = userCreated();
  // Loads the keys while the database is reachable.
  await deliver(app.url, sign(userCreated()));
  await faults.inject({ sql: 'drop' });
  expect((await deliver(app.url, sign(event))).status).toBe(503);
  await faults.clear();
  expect(await deliver(app.url, sign(event))).toEqual({ status: 200, body: { isNew: true } });
});
