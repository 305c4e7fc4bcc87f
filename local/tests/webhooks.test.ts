import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connect } from './support/connect';
import { startTestNeon, type TestNeon } from './support/neon';
import { newPerson } from './support/people';
import { Visitor } from './support/visitor';

interface Delivery {
  headers: IncomingHttpHeaders;
  body: string;
}

let neon: TestNeon;
let receiver: Server;
let url = '';
let deliveries: Delivery[] = [];
const ALLOW = (response: ServerResponse) => response.end('{"allowed":true}');
let respond: (response: ServerResponse) => unknown = ALLOW;

beforeAll(async () => {
  neon = await startTestNeon();
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    deliveries.push({ headers: request.headers, body });
    respond(response);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/hook`;
  const webhookUrl = JSON.stringify({ webhookUrl: url });
  expect((await fetch(`${neon.origin}/faults`, { method: 'PUT', body: webhookUrl })).ok).toBe(true);
});
afterAll(async () => {
  receiver.close();
  await neon.stop();
});
afterEach(() => {
  respond = ALLOW;
  deliveries = [];
});

const visitor = () => new Visitor(neon.environment.NEON_AUTH_BASE_URL, neon.environment.NEON_AUTH_COOKIE_SECRET);
const ofType = (type: string) => deliveries.filter(({ headers }) => headers['x-neon-event-type'] === type);
const usersWith = async (email: string) =>
  (await connect(neon.environment.DATABASE_URL)`select 1 from neon_auth.user where email = ${email}`).length;

test('an event has the documented envelope and a signature that verifies against the JWKS', async () => {
  const person = newPerson();
  await visitor().auth.signUp.email(person);
  const [delivery] = ofType('user.before_create');
  const headers = delivery?.headers ?? {};
  const body = delivery?.body ?? '';
  expect(JSON.parse(body)).toMatchObject({
    event_id: headers['x-neon-event-id'],
    event_type: 'user.before_create',
    user: { email: person.email },
    event_data: {},
  });
  expect(headers['x-neon-delivery-attempt']).toBe('1');
  expect(Math.abs(Date.now() - Number(headers['x-neon-timestamp']))).toBeLessThan(60_000);

  const [header = '', detached, signature = ''] = String(headers['x-neon-signature']).split('.');
  expect(detached).toBe('');
  const { keys } = await (await fetch(`${neon.environment.NEON_AUTH_BASE_URL}/.well-known/jwks.json`)).json();
  const jwk = keys.find(({ kid }: { kid: string }) => kid === headers['x-neon-signature-kid']);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const payload = `${headers['x-neon-timestamp']}.${Buffer.from(body).toString('base64url')}`;
  const isSigned = (text: string) =>
    verify(
      null,
      Buffer.from(`${header}.${Buffer.from(text).toString('base64url')}`),
      key,
      Buffer.from(signature, 'base64url'),
    );
  expect(isSigned(payload)).toBe(true);
  expect(isSigned(`1${payload}`)).toBe(false);
});

test('user.created is sent for a new user', async () => {
  const person = newPerson();
  await visitor().auth.signUp.email(person);
  await expect.poll(() => ofType('user.created').length).toBe(1);
  expect(JSON.parse(ofType('user.created')[0]?.body ?? '').user.email).toBe(person.email);
});

test('send.otp and send.magic_link contain the code and the link', async () => {
  const { email } = newPerson();
  await visitor().auth.emailOtp.sendVerificationOtp({ email, type: 'sign-in' });
  expect(JSON.parse(ofType('send.otp')[0]?.body ?? '').event_data.otp).toMatch(/^\d{6}$/);
  await visitor().auth.signIn.magicLink({ email, callbackURL: 'http://localhost:3000/account' });
  expect(JSON.parse(ofType('send.magic_link')[0]?.body ?? '').event_data.url).toContain('/magic-link/verify');
});

test.each<[string, (response: ServerResponse) => unknown, number]>([
  ['a denial', (response) => response.end('{"allowed":false,"error_message":"Not you."}'), 1],
  ['invalid JSON', (response) => response.end('fine'), 1],
  ['JSON without a decision', (response) => response.end('{}'), 1],
  ['a 400', (response) => response.writeHead(400).end('{"allowed":true}'), 1],
  ['a 500 on all three attempts', (response) => response.writeHead(500).end(), 3],
  ['a 429 on all three attempts', (response) => response.writeHead(429).end(), 3],
  ['a dropped connection on all three attempts', (response) => response.destroy(), 3],
])('user.before_create fails closed: %s creates no user', async (_name, response, attempts) => {
  respond = response;
  const person = newPerson();
  const { error } = await visitor().auth.signUp.email(person);
  expect(error).toMatchObject({ status: 403 });
  expect(await usersWith(person.email)).toBe(0);
  const requests = ofType('user.before_create');
  expect(requests.map(({ headers }) => headers['x-neon-delivery-attempt'])).toEqual(['1', '2', '3'].slice(0, attempts));
  expect(new Set(requests.map(({ headers }) => headers['x-neon-event-id'])).size).toBe(1);
});

test('a sign-up allowed on the second attempt succeeds', async () => {
  let attempts = 0;
  respond = (response) => {
    attempts += 1;
    return attempts === 1 ? response.writeHead(503).end() : ALLOW(response);
  };
  const person = newPerson();
  expect((await visitor().auth.signUp.email(person)).error).toBeNull();
  expect(await usersWith(person.email)).toBe(1);
});
