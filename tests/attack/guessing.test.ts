import { beforeAll, describe, expect, test } from 'vitest';
import { cookieHeader, newPerson, SESSION_TOKEN, signIn, signUp } from '../support/people';
import { type RawForm, readForm, sendForm } from '../support/raw-form';
import { createUser } from '../support/users';
import { BEHIND_PROXY, PRODUCTION, sqlOf, TARGETS, victimOf } from './support';

const WRONG_PASSWORD = 'not the password';

describe.each(TARGETS)('a client of $name', (target) => {
  test('gets ten password attempts, then 429 with Retry-After even for the correct password', async () => {
    const { person } = await victimOf(target);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      // Without trusted proxies, the app ignores X-Forwarded-For.
      const headers = { 'x-forwarded-for': `203.0.113.${attempt}` };
      expect((await signIn(target.url, { ...person, password: WRONG_PASSWORD }, headers)).status).toBe(401);
    }
    const response = await signIn(target.url, person, { 'x-forwarded-for': '203.0.113.99' });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(300);

    const form = await readForm(`${target.url}/auth/sign-in`);
    const page = await sendForm(form, [
      ['email', person.email.toUpperCase()],
      ['password', person.password],
    ]);
    expect(await page.text()).toMatch(/Too many attempts\. Wait (a minute|\d minutes), then try again\./);

    const other = await victimOf(target);
    expect((await signIn(target.url, other.person)).status).toBe(200);

    // Expires the limits, as five minutes would.
    await sqlOf(target)`update rate_limits set resets_at = now() - interval '1 second'`;
    expect((await signIn(target.url, person)).status).toBe(200);
  });

  test('cannot exceed the password attempt limit with concurrent requests', async () => {
    const { person } = await victimOf(target);
    const guesses = Array.from({ length: 15 }, () => signIn(target.url, { ...person, password: WRONG_PASSWORD }));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    // A busy machine may answer some of the ten with 503, because each takes the auth server long. They count too.
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
  });

  test('cannot bypass the password attempt limit with an ambiguous body or another content type', async () => {
    const { person } = await victimOf(target);
    const smuggled = `&email=${encodeURIComponent(person.email)}&password=${encodeURIComponent(person.password)}&y=`;
    const body = JSON.stringify({ email: newPerson().email, password: 'x', x: smuggled });
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', '']) {
      const headers = { origin: target.url, 'content-type': type };
      const response = await fetch(`${target.url}/api/auth/sign-in/email`, { method: 'POST', body, headers });
      expect([type, response.status]).toEqual([type, 415]);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  test('cannot change a password with cookies that the SDK and the app parse differently', async () => {
    const eve = await victimOf(target, 'Eve');
    const person = { ...newPerson(), password: 'Eve does not have it' };
    const token = (await signUp(target.url, person))[SESSION_TOKEN] ?? '';
    const form = await readForm(`${target.url}/account`, cookieHeader(eve.cookies), 'Change password');
    for (const cookie of [
      `${SESSION_TOKEN} =${token}`,
      `${SESSION_TOKEN}=${eve.token}; ${SESSION_TOKEN} =${token}`,
      `${SESSION_TOKEN}=${eve.token}; ${SESSION_TOKEN}="${token}"`,
      ...['.x', '-x', ''].map(
        (suffix) => `__Secure-neon-auth${suffix}=a%3B%20${SESSION_TOKEN}%3D${token}; ${SESSION_TOKEN}=${eve.token}`,
      ),
    ]) {
      const page = await sendForm({ ...form, cookie }, [
        ['currentPassword', person.password],
        ['newPassword', 'Eve has chosen it'],
      ]);
      expect([cookie, page.status]).toEqual([cookie, 200]);
    }
    expect((await signIn(target.url, person)).status).toBe(200);
  });

  test('gets twenty code attempts, however many codes are sent', async () => {
    const { person } = await victimOf(target);
    const form = await readForm(`${target.url}/auth/email-otp`);
    const pages = [];
    for (let attempt = 0; attempt < 21; attempt += 1) {
      const page = await sendForm(form, [
        ['step', 'code'],
        ['email', person.email],
        ['code', String(100_000 + attempt)],
      ]);
      pages.push(await page.text());
    }
    expect(pages.filter((text) => text.includes('Too many attempts. Wait'))).toHaveLength(1);
    expect(pages.at(-1)).toContain('Too many attempts. Wait');
  });

  test('triggers at most five code emails to an address in ten minutes', async () => {
    const { email } = newPerson();
    const pages = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const form = await readForm(`${target.url}/auth/email-otp`);
      pages.push(await (await sendForm(form, [['email', email]])).text());
    }
    expect(pages.filter((text) => text.includes('We sent a code to'))).toHaveLength(5);
    expect(pages.at(-1)).toContain('Too many attempts.');
    const mail: { to: string }[] = await (await fetch(`${target.neonOrigin}/mailbox.json`)).json();
    expect(mail.filter(({ to }) => to === email)).toHaveLength(5);
  });

  test('cannot tell from the response text whether an email address has an account', async () => {
    const { person } = await victimOf(target);
    const forms: [string, [string, string][], string][] = [
      ['/auth/sign-in', [['password', WRONG_PASSWORD]], 'Incorrect email or password.'],
      ['/auth/forgot-password', [], 'we sent it a reset link'],
      ['/auth/email-otp', [], 'We sent a code to'],
      ['/auth/magic-link', [], 'We sent a link to'],
      ['/auth/verify-email', [], 'We sent a code to'],
    ];
    for (const [path, fields, message] of forms) {
      const pages = [];
      for (const { email } of [person, newPerson()]) {
        const form = await readForm(target.url + path);
        const html = await (await sendForm(form, [['email', email], ...fields])).text();
        const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
        pages.push(main.replaceAll(email, '…').replaceAll(/<[^>]*>/g, ' '));
      }
      expect(pages[0]).toContain(message);
      expect([path, pages[0]]).toEqual([path, pages[1]]);
    }
  });
});

describe('a client of the production build', () => {
  test('gets ten attempts at the current password in the change-password form', async () => {
    const { person, cookies } = await victimOf(PRODUCTION);
    const form = await readForm(`${PRODUCTION.url}/account`, cookieHeader(cookies), 'Change password');
    const change = async (currentPassword: string) => {
      const page = await sendForm(form, [
        ['currentPassword', currentPassword],
        ['newPassword', 'anything at all'],
      ]);
      return page.text();
    };
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await change(WRONG_PASSWORD)).toContain('Current password is incorrect.');
    expect(await change(person.password)).toContain('Too many attempts.');
    expect((await signIn(PRODUCTION.url, person)).status).toBe(429);
  });

  test('creates at most twenty organizations and sends at most twenty invitations in an hour', async () => {
    const cookie = cookieHeader((await victimOf(PRODUCTION)).cookies);
    const form = await readForm(`${PRODUCTION.url}/organizations`, cookie, 'Create organization');
    const create = () => sendForm(form, [['name', 'Analytical Engines']]);
    const created = await Promise.all(Array.from({ length: 20 }, create));
    expect(await (await create()).text()).toContain('Too many attempts.');

    const [path = ''] = created[0]?.headers.get('location')?.split('?') ?? [];
    const invitations = await readForm(PRODUCTION.url + path, cookie, 'Invite');
    const invite = () =>
      sendForm(invitations, [
        ['email', newPerson().email],
        ['role', 'member'],
      ]);
    const invited = await Promise.all(Array.from({ length: 20 }, invite));
    expect(invited.map(({ status }) => status)).toEqual(created.map(() => 303));
    expect(await (await invite()).text()).toContain('Too many attempts.');
  });

  test('cannot tell from the response time whether an email address has an account', async () => {
    const forms: [string, [string, string][]][] = [
      ['/auth/sign-in', [['password', WRONG_PASSWORD]]],
      ['/auth/forgot-password', []],
      ['/auth/email-otp', []],
    ];
    for (const [path, fields] of forms) {
      const ratio = await timeRatio(path, fields);
      expect([path, ratio, ratio > 2 / 3 && ratio < 3 / 2]).toEqual([path, ratio, true]);
    }
  });
});

/** Submits a form with registered and unknown email addresses. Returns the ratio of their median response times. */
async function timeRatio(path: string, fields: [string, string][]): Promise<number> {
  const form = await readForm(PRODUCTION.url + path);
  const time = async ({ email }: { email: string }) => {
    const start = performance.now();
    await (await sendForm(form, [['email', email], ...fields])).text();
    return performance.now() - start;
  };
  const [registered, unknown]: [number[], number[]] = [[], []];
  let ratio = 1;
  for (let round = 0; round < 6; round += 1) {
    for (let pair = 0; pair < 9; pair += 1) {
      const user = await createUser(PRODUCTION);
      // The order alternates, because the second request of a pair can profit from the first.
      if (pair % 2 === 0) registered.push(await time(user));
      unknown.push(await time(newPerson()));
      if (pair % 2 === 1) registered.push(await time(user));
    }
    ratio = median(registered) / median(unknown);
    // More samples remove the noise of a busy machine, but not a difference between the two.
    if (ratio > 3 / 4 && ratio < 4 / 3) break;
  }
  return ratio;
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

describe('a client behind a trusted proxy', () => {
  const { url } = BEHIND_PROXY;
  /** The trusted proxy appends the client IP; the client controls every entry before it. */
  const from = (address: string, forged = '192.0.2.1') => ({ 'x-forwarded-for': `${forged}, ${address}` });
  const RATE_LIMITED = 'Too many attempts.';
  let form: RawForm;
  beforeAll(async () => {
    form = await readForm(`${url}/auth/email-otp`);
  });
  const canRequestCode = async (email: string, headers: Record<string, string>) =>
    !(await (await sendForm(form, [['email', email]], headers)).text()).includes(RATE_LIMITED);

  test('is limited by IP address despite forged X-Forwarded-For entries, and the owner can sign in from another one', async () => {
    const { person } = await victimOf(BEHIND_PROXY);
    const guess = (attempt: number) =>
      signIn(url, { ...person, password: WRONG_PASSWORD }, from('203.0.113.7', `192.0.2.${attempt}`));
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await guess(attempt)).status).toBe(401);
    expect((await guess(11)).status).toBe(429);
    expect((await signIn(url, person, from('203.0.113.8'))).status).toBe(200);
  });

  test('is limited by IPv6 /64 network', async () => {
    const { email } = newPerson();
    for (let attempt = 1; attempt <= 5; attempt += 1)
      expect(await canRequestCode(email, from(`2001:db8:0:1::${attempt}`))).toBe(true);
    expect(await canRequestCode(email, from('2001:db8:0:1:ffff::1'))).toBe(false);
    expect(await canRequestCode(email, from('2001:db8:0:2::1'))).toBe(true);
  });

  test('that uses many IP addresses reaches the limit of the account', async () => {
    const { email } = newPerson();
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await canRequestCode(email, from(`198.51.100.${attempt}`))).toBe(true);
    expect(await canRequestCode(email, from('198.51.100.10'))).toBe(false);
    expect(await canRequestCode(newPerson().email, from('198.51.100.10'))).toBe(true);
  });

  test('that targets many accounts from one IP address is limited, and other IP addresses are not', async () => {
    const request = () => canRequestCode(newPerson().email, from('203.0.113.99'));
    const requests = (count: number) => Promise.all(Array.from({ length: count }, request));
    for (let sent = 0; sent < 40; sent += 10) expect(await requests(10)).not.toContain(false);
    expect((await requests(11)).filter(Boolean)).toHaveLength(10);
    expect(await request()).toBe(false);
    expect(await canRequestCode(newPerson().email, from('203.0.113.98'))).toBe(true);
  });
});
