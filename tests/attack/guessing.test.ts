import { beforeAll, describe, expect, test } from 'vitest';
import { cookieHeader, newPerson, type Person, SESSION_TOKEN, signIn, signUp } from '../support/people';
import { type RawForm, readForm, sendForm } from '../support/raw-form';
import { BEHIND_PROXY, PRODUCTION, sqlOf, TARGETS, victimOf } from './support';

const WRONG = 'not the password';

describe.each(TARGETS)('guessing at $name', (target) => {
  test('a password is possible ten times; then even the right one must wait, and is told how long', async () => {
    const { person } = await victimOf(target);
    const guesses = Array.from({ length: 10 }, (_, turn) =>
      // Where no proxy of ours is told of, what a visitor says of their own address counts for nothing.
      signIn(target.url, { ...person, password: WRONG }, { 'x-forwarded-for': `203.0.113.${turn}` }),
    );
    for (const { status } of await Promise.all(guesses)) expect(status).toBe(401);
    const answer = await signIn(target.url, person, { 'x-forwarded-for': '203.0.113.99' });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(300);

    const form = await readForm(`${target.url}/auth/sign-in`);
    const page = await sendForm(form, [
      ['email', person.email.toUpperCase()],
      ['password', person.password],
    ]);
    expect(await page.text()).toMatch(/Too many attempts\. Wait (a minute|\d minutes), then try again\./);

    const other = await victimOf(target);
    expect((await signIn(target.url, other.person)).status).toBe(200);

    // Five minutes later.
    await sqlOf(target)`update rate_limits set resets_at = now() - interval '1 second'`;
    expect((await signIn(target.url, person)).status).toBe(200);
  });

  test('at the same moment is no way around the limit', async () => {
    const { person } = await victimOf(target);
    const guesses = Array.from({ length: 30 }, () => signIn(target.url, { ...person, password: WRONG }));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  test('by a body that is read in two ways, or of another type, guesses nothing', async () => {
    const { person } = await victimOf(target);
    const hidden = `&email=${encodeURIComponent(person.email)}&password=${encodeURIComponent(person.password)}&y=`;
    const body = JSON.stringify({ email: newPerson().email, password: 'x', x: hidden });
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', '']) {
      const headers = { origin: target.url, 'content-type': type };
      const answer = await fetch(`${target.url}/api/auth/sign-in/email`, { method: 'POST', body, headers });
      expect([type, answer.status]).toEqual([type, 415]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test('with cookies that the SDK reads in another way than the app, changes no password', async () => {
    const eve = await victimOf(target, 'Eve');
    const person = { ...newPerson(), password: 'Eve does not have it' };
    const token = (await signUp(target.url, person))[SESSION_TOKEN] ?? '';
    const form = await readForm(`${target.url}/account`, cookieHeader(eve.cookies), 'Change password');
    for (const cookie of [
      `${SESSION_TOKEN} =${token}`,
      `${SESSION_TOKEN}=${eve.token}; ${SESSION_TOKEN} =${token}`,
      `${SESSION_TOKEN}=${eve.token}; ${SESSION_TOKEN}="${token}"`,
      ...['.x', '-x', ''].map(
        (end) => `__Secure-neon-auth${end}=a%3B%20${SESSION_TOKEN}%3D${token}; ${SESSION_TOKEN}=${eve.token}`,
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

  test('a code is possible twenty times, however many are sent', async () => {
    const { person } = await victimOf(target);
    const form = await readForm(`${target.url}/auth/email-otp`);
    const words = [];
    for (let turn = 0; turn < 21; turn += 1) {
      const page = await sendForm(form, [
        ['step', 'code'],
        ['email', person.email],
        ['code', String(100_000 + turn)],
      ]);
      words.push(await page.text());
    }
    expect(words.filter((text) => text.includes('Too many attempts. Wait'))).toHaveLength(1);
    expect(words.at(-1)).toContain('Too many attempts. Wait');
  });

  test('sends nobody more than five codes in ten minutes', async () => {
    const { email } = newPerson();
    const words = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const form = await readForm(`${target.url}/auth/email-otp`);
      words.push(await (await sendForm(form, [['email', email]])).text());
    }
    expect(words.filter((text) => text.includes('A code is on its way'))).toHaveLength(5);
    expect(words.at(-1)).toContain('Too many attempts.');
    const mail: { to: string }[] = await (await fetch(`${target.origin}/mailbox.json`)).json();
    expect(mail.filter(({ to }) => to === email)).toHaveLength(5);
  });

  test('whether an address has an account finds no other words', async () => {
    const { person } = await victimOf(target);
    const forms: [string, [string, string][], string][] = [
      ['/auth/sign-in', [['password', WRONG]], 'The email address or the password is wrong.'],
      ['/auth/forgot-password', [], 'a link to choose a new password is on its way'],
      ['/auth/email-otp', [], 'A code is on its way'],
      ['/auth/magic-link', [], 'A link is on its way'],
      ['/auth/verify-email', [], 'A code is on its way'],
    ];
    for (const [path, fields, said] of forms) {
      const pages = [];
      for (const { email } of [person, newPerson()]) {
        const form = await readForm(target.url + path);
        const html = await (await sendForm(form, [['email', email], ...fields])).text();
        const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
        pages.push(main.replaceAll(email, '…').replaceAll(/<[^>]*>/g, ' '));
      }
      expect(pages[0]).toContain(said);
      expect([path, pages[0]]).toEqual([path, pages[1]]);
    }
  });
});

describe('guessing at the production build', () => {
  test('the password of an account by changing it is possible ten times, too', async () => {
    const { person, cookies } = await victimOf(PRODUCTION);
    const form = await readForm(`${PRODUCTION.url}/account`, cookieHeader(cookies), 'Change password');
    const change = async (currentPassword: string) => {
      const page = await sendForm(form, [
        ['currentPassword', currentPassword],
        ['newPassword', 'anything at all'],
      ]);
      return page.text();
    };
    for (let turn = 0; turn < 10; turn += 1) expect(await change(WRONG)).toContain('This is not your password.');
    expect(await change(person.password)).toContain('Too many attempts.');
    expect((await signIn(PRODUCTION.url, person)).status).toBe(429);
  });

  test('twenty organizations can be created in an hour, and twenty people invited', async () => {
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

  test('whether an address has an account finds no other time', async () => {
    const people = await Promise.all(Array.from({ length: 9 }, async () => (await victimOf(PRODUCTION)).person));
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    const forms: [string, [string, string][], Person[]][] = [
      ['/auth/sign-in', [['password', WRONG]], people],
      ['/auth/forgot-password', [], [...people, ...people]],
      ['/auth/email-otp', [], [...people, ...people]],
    ];
    for (const [path, fields, known] of forms) {
      const form = await readForm(PRODUCTION.url + path);
      const time = async (email: string) => {
        const start = performance.now();
        await (await sendForm(form, [['email', email], ...fields])).text();
        return performance.now() - start;
      };
      const [of, without]: [number[], number[]] = [[], []];
      for (const { email } of known) {
        of.push(await time(email));
        without.push(await time(newPerson().email));
      }
      const ratio = median(of) / median(without);
      expect([path, ratio > 2 / 3 && ratio < 3 / 2]).toEqual([path, true]);
    }
  });
});

describe('guessing behind a proxy of ours', () => {
  const { url } = BEHIND_PROXY;
  /** What the proxy adds stands last; whatever stands before is the visitor's own. */
  const from = (address: string, invented = '192.0.2.1') => ({ 'x-forwarded-for': `${invented}, ${address}` });
  const MUST_WAIT = 'Too many attempts.';
  let form: RawForm;
  beforeAll(async () => {
    form = await readForm(`${url}/auth/email-otp`);
  });
  const asksForCode = async (email: string, headers: Record<string, string>) =>
    !(await (await sendForm(form, [['email', email]], headers)).text()).includes(MUST_WAIT);

  test('an address that guesses must wait, whatever others it invents; the owner, who is elsewhere, need not', async () => {
    const { person } = await victimOf(BEHIND_PROXY);
    const guess = (turn: number) => signIn(url, { ...person, password: WRONG }, from('203.0.113.7', `192.0.2.${turn}`));
    const guesses = await Promise.all(Array.from({ length: 10 }, (_, turn) => guess(turn)));
    for (const { status } of guesses) expect(status).toBe(401);
    expect((await guess(11)).status).toBe(429);
    expect((await signIn(url, person, from('203.0.113.8'))).status).toBe(200);
  });

  test('a household of IPv6 is one address, and the next household another', async () => {
    const { email } = newPerson();
    for (let turn = 1; turn <= 5; turn += 1) expect(await asksForCode(email, from(`2001:db8:0:1::${turn}`))).toBe(true);
    expect(await asksForCode(email, from('2001:db8:0:1:ffff::1'))).toBe(false);
    expect(await asksForCode(email, from('2001:db8:0:2::1'))).toBe(true);
  });

  test('many addresses together come to an end at one account', async () => {
    const { email } = newPerson();
    for (let turn = 0; turn < 10; turn += 1) expect(await asksForCode(email, from(`198.51.100.${turn}`))).toBe(true);
    expect(await asksForCode(email, from('198.51.100.10'))).toBe(false);
    expect(await asksForCode(newPerson().email, from('198.51.100.10'))).toBe(true);
  });

  test('one address comes to an end with many accounts, and others go on', async () => {
    const ask = () => asksForCode(newPerson().email, from('203.0.113.99'));
    const asked = await Promise.all(Array.from({ length: 51 }, ask));
    expect(asked.filter(Boolean)).toHaveLength(50);
    expect(await ask()).toBe(false);
    expect(await asksForCode(newPerson().email, from('203.0.113.98'))).toBe(true);
  });
});
