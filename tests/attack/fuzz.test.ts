import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieHeader } from '../support/people';
import { TARGETS, victimOf } from './support';

const fragment = fc.constantFrom(
  '1',
  '0',
  '-1',
  '1e9',
  '9007199254740993',
  'NaN',
  'null',
  '%00',
  '%0a',
  '%ff',
  '%27',
  '"',
  '<',
  '..',
  'a',
  '😀',
  '__proto__',
  '[]',
  '{}',
);
const text = fc.array(fragment, { maxLength: 6 }).map((fragments) => fragments.join(''));
const header = fc.array(
  fc.constantFrom('a', '"', ' ', ',', ';', '=', '*', 'Bearer', '\t', 'é', '1970-01-01T00:00:00.000Z'),
  { maxLength: 6 },
);

describe.each(TARGETS)('fuzzed requests to $name', (target) => {
  test('never get a 5xx response or wait longer than a second', async () => {
    const { cookies } = await victimOf(target);
    const failures: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'),
        fc.constantFrom('/api/posts', '/api/posts/', '/posts/', '/api/auth/', '/', '/api/webhooks/neon-auth'),
        text,
        fc.record({ q: text, cursor: text, page: text, next: text, done: text }, { requiredKeys: [] }),
        fc.constantFrom(
          'if-match',
          'idempotency-key',
          'authorization',
          'content-type',
          'x-forwarded-for',
          'x-forwarded-host',
          'x-forwarded-proto',
          'accept',
        ),
        header,
        fc.json(),
        async (method, path, suffix, query, name, value, body) => {
          const url = `${target.url}${path}${path.endsWith('/') ? encodeURI(suffix) : ''}?${new URLSearchParams(query)}`;
          if (method === 'POST' && !path.startsWith('/api/')) return;
          const headers = new Headers({
            origin: target.url,
            cookie: cookieHeader(cookies),
            'content-type': 'application/json',
          });
          headers.set(
            name,
            Buffer.from(value.join(''))
              .toString('latin1')
              .replaceAll(/[^\x20-\x7e\xa0-\xff]/g, ''),
          );
          const init = { method, headers, redirect: 'manual' as const, ...(method === 'GET' ? {} : { body }) };
          const start = performance.now();
          const response = await fetch(url, init);
          await response.arrayBuffer();
          const isSlow = performance.now() - start > 1_000;
          if (response.status >= 500 || isSlow)
            failures.push([method, url, name, headers.get(name), body, response.status, isSlow]);
        },
      ),
      { numRuns: target.hasProxy ? 400 : 100 },
    );
    expect(failures).toEqual([]);
  }, 60_000);
});
