import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../faults/settings';
import { emailLine, emailText } from '../../mailbox/email';
import { type Entry, Mailbox, type Message } from '../../mailbox/mailbox';
import { html } from '../../pages/html';
import type { Overview } from '../../pages/layout';
import { emailPage, mailboxPage } from '../../pages/mailbox';
import { providerPage } from '../../pages/provider';
import { sqlConsolePage } from '../../pages/sql-console';
import { duration, relativeTime } from '../../pages/time';
import { usersPage } from '../../pages/users';
import { placeOf } from '../../sql-console/run-sql';

const HOSTILE = `"><script>alert('x')</script>&amp;`;
const ESCAPED = '&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;amp;';

const at = '2026-01-01T00:00:00.000Z';
const overview: Overview = {
  ...{ postgres: 'PostgreSQL 18.6 (PGlite)', folder: HOSTILE, residentBytes: 0, uptime: 0, messages: 0 },
  faults: { ...DEFAULT_SETTINGS, authPath: HOSTILE },
  defaults: DEFAULT_SETTINGS,
};
const message: Message = { type: HOSTILE, to: HOSTILE, otp: HOSTILE, url: `https://example.com/${HOSTILE}`, at };
const entry: Entry = { number: 1, message };
const user = {
  ...{ id: HOSTILE, name: HOSTILE, email: HOSTILE, role: HOSTILE, emailVerified: true, banned: true, createdAt: at },
  providers: [HOSTILE],
  sessions: [{ createdAt: at, updatedAt: at, expiresAt: at, ipAddress: HOSTILE, userAgent: HOSTILE }],
};
const field = { name: HOSTILE, tableID: 0, columnID: 0, dataTypeID: 25, dataTypeSize: -1, dataTypeModifier: -1 };
const table = { schema: HOSTILE, name: HOSTILE, reference: HOSTILE, columns: [{ name: HOSTILE, type: HOSTILE }] };

test.each([
  ['the mailbox', mailboxPage(overview, [entry], HOSTILE)],
  ['an empty search', mailboxPage(overview, [], HOSTILE)],
  ['an email', emailPage(message)],
  ['the users', usersPage(overview, { users: [user], total: 1 }, HOSTILE)],
  [
    'a result',
    sqlConsolePage(overview, {
      ...{ tables: [table], table, sql: HOSTILE },
      outcome: { kind: 'result', result: { fields: [field], rows: [[HOSTILE]], tag: HOSTILE }, milliseconds: 1 },
    }),
  ],
  [
    'an SQL error',
    sqlConsolePage(overview, {
      ...{ tables: [table], sql: HOSTILE },
      outcome: {
        kind: 'error',
        error: { message: HOSTILE, code: HOSTILE, detail: HOSTILE, hint: HOSTILE, position: '1' },
      },
    }),
  ],
  ['the account chooser', providerPage(HOSTILE, [{ name: HOSTILE, email: HOSTILE }])],
])('%s shows hostile text as text', (_name, page) => {
  expect(page.source).toContain(ESCAPED);
  expect(page.source).not.toContain("<script>alert('x')");
});

test('a template escapes values and arrays, keeps nested templates and omits false, null and undefined', () => {
  expect(html`<p title="${'"'}">${['<', html`<b>${'&'}</b>`, 1, false, null, undefined]}</p>`.source).toBe(
    '<p title="&#34;">&#60;<b>&#38;</b>1</p>',
  );
});

test('a code has a button that copies it, and a link opens only if it is a web address', () => {
  const page = (content: Partial<Message>) =>
    mailboxPage(overview, [{ number: 1, message: { type: 'sign-in', to: 'a@example.com', at, ...content } }], '')
      .source;
  expect(page({ otp: '123456' })).toContain('<code class="large">123456</code>');
  expect(page({ otp: '123456' })).toContain('data-copy="123456" aria-label="Copy code 123456">Copy</button>');
  expect(page({ url: 'https://example.com/x', token: 't' })).toContain('href="https://example.com/x">Open link</a>');
  const script = page({ url: 'javascript:alert(1)', token: 'abc' });
  expect(script).not.toContain('javascript:');
  expect(script).toContain('data-copy="abc"');
});

test('the mailbox finds messages by a part of the address, newest first, and keeps their numbers', () => {
  const mailbox = new Mailbox();
  for (const to of ['ada@example.com', 'grace@example.com', 'Ada@example.org'])
    mailbox.deliver({ type: 'sign-in', to });
  const found = mailbox.search(' ADA@').map(({ number, message: { to } }) => [number, to]);
  expect(found).toEqual([
    [3, 'Ada@example.org'],
    [1, 'ada@example.com'],
  ]);
  expect(mailbox.find(2)?.to).toBe('grace@example.com');
});

test('an email is one line in the terminal, without control characters', () => {
  const to = 'ada@example.com';
  expect(emailLine({ type: 'sign-in', to, otp: '123456', at })).toBe('ada@example.com  sign-in code 123456');
  expect(emailLine({ type: 'magic-link', to, url: 'http://x.test/a', token: 't', at })).toBe(
    'ada@example.com  sign-in link http://x.test/a',
  );
  expect(emailLine({ type: 'invitation', to: 'a\u001b[2J\nb', token: 'abc', at })).toBe('a?[2J?b  invitation abc');
});

test('an email as text names the address, the purpose and the code', () => {
  expect(emailText({ type: 'sign-in', to: 'ada@example.com', otp: '123456', at })).toBe(
    'To: ada@example.com\nSubject: Sign-in code\n\nEnter this code to sign in.\n\n123456',
  );
});

test.each([
  [0, 'just now'],
  [-59, 'just now'],
  [-60, '1 minute ago'],
  [-7_199, '1 hour ago'],
  [-200_000, '2 days ago'],
  [604_700, 'in 6 days'],
])('a time %d seconds from now is "%s"', (seconds, text) => {
  const now = new Date(at);
  expect(relativeTime(new Date(now.getTime() + seconds * 1_000), now)).toBe(text);
});

test.each([
  [12.9, '12 s'],
  [421, '7 min'],
  [7_500, '2 h 5 min'],
  [273_600, '3 d 4 h'],
])('%d seconds are "%s"', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test("an error's position is a line and a column in characters", () => {
  expect(placeOf("select '😀',\n  x", 15)).toEqual({ line: 2, column: 3, text: '  x' });
  expect(placeOf('x', 1)).toEqual({ line: 1, column: 1, text: 'x' });
});
