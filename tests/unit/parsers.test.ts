import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { withNotice } from '@/app/_notices/redirect';
import { dropAmbiguousCookies, SESSION_TOKEN, validTokenCookie } from '@/lib/auth/sdk/cookies';
import { networkOf } from '@/lib/http/network-address';
import { returnTo, withReturnTo } from '@/lib/http/return-to';
import { readCursor } from '@/lib/posts/cursor';

/** The schemas of every room. */
const INPUTS = import.meta.glob<Record<string, unknown>>('../../{app,lib}/**/input.ts', { eager: true });

const RUNS = { numRuns: 10_000 };
const ORIGIN = 'https://app.example';
/** Fragments of open-redirect payloads. */
const redirectPayload = fc
  .array(
    fc.constantFrom(
      '/',
      '//',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%5c',
      '%09',
      '%00',
      '%0d%0a',
      '\t',
      '\r',
      '\n',
      '\0',
      ' ',
      'evil.example',
      'localhost',
      'https:',
      'http:',
      'javascript:',
      'data:',
      'account',
      'next=',
      '&',
      ';',
      '／',
      '\u2028',
      '%',
      '[',
      '::1]',
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));
const anything = fc.oneof(redirectPayload, fc.string({ unit: 'binary' }), fc.anything());

describe('with 10,000 inputs built from attack fragments', () => {
  test("a return path always resolves to the app's own origin", () => {
    fc.assert(
      fc.property(anything, (input) => {
        for (const path of [
          returnTo(input),
          withReturnTo('/auth/sign-in', input),
          withNotice(returnTo(input), 'profile-changed'),
        ]) {
          expect(path).toMatch(/^\/(?![/\\])/);
          expect(path).not.toMatch(/[\0-\x20\\]/);
          expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
        }
        expect(returnTo(returnTo(input))).toBe(returnTo(input));
      }),
      RUNS,
    );
  });

  test('a cursor is parsed or rejected, and never throws', () => {
    const cursor = fc.oneof(
      anything,
      fc
        .array(fc.oneof(fc.string(), fc.integer(), fc.date().map(String)), { maxLength: 5 })
        .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url')),
    );
    fc.assert(
      fc.property(cursor, fc.string(), (text, words) => {
        const read = typeof text === 'string' ? readCursor(text, words) : null;
        expect(read === null || typeof read === 'object').toBe(true);
      }),
      RUNS,
    );
  });

  const fields = fc.dictionary(
    fc.constantFrom(
      ...['content', 'isPublished', 'updatedAt', 'idempotencyKey', 'organizationId', 'role', 'reason', 'duration'],
      ...['email', 'password', 'name', 'next', 'code', 'id', '__proto__', 'constructor'],
    ),
    anything,
  );
  /** Generated once for all schemas, because generating an input takes longer than parsing it. */
  const inputs = fc.sample(fc.oneof(fields, anything), RUNS.numRuns);

  test.each(
    Object.entries(INPUTS).flatMap(([file, exports]) =>
      Object.entries(exports).flatMap(([name, schema]) =>
        schema instanceof z.ZodType ? [{ name: `${name} in ${file.replace('../../', '')}`, schema }] : [],
      ),
    ),
  )('$name parses any input or reports an issue, and never throws', ({ schema }) => {
    const failures: unknown[] = [];
    for (const input of inputs) {
      try {
        if (schema.safeParse(input).error?.issues.length === 0) failures.push({ input });
      } catch (error) {
        failures.push({ input, error });
      }
    }
    expect(failures).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('content');
  });

  test('a cookie or IP address in a header is parsed or rejected', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.ipV4(), fc.ipV6()), (text) => {
        expect(validTokenCookie(text) ?? '').not.toMatch(/[^\x21-\x7e]/);
        const header = dropAmbiguousCookies(`${text}; ${SESSION_TOKEN}=good; ${text}`);
        expect(dropAmbiguousCookies(header)).toBe(header);
        expect(networkOf(text) ?? '').toMatch(/^[\d.]*$|^[\da-f]{16}$/);
      }),
      RUNS,
    );
  });
});
