import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieHeader } from '../support/people';
import { TARGETS, victimOf } from './support';

const piece = fc.constantFrom(
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
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const header = fc.array(
  fc.constantFrom('a', '"', ' ', ',', ';', '=', '*', 'Bearer', '\t', 'é', '1970-01-01T00:00:00.000Z'),
  { maxLength: 6 },
);

describe.each(TARGETS)('what no client would send to $name', (target) => {
  test('is never answered with a failure of ours, or late', async () => {
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
        async (method, path, tail, query, name, value, body) => {
          const url = `${target.url}${path}${path.endsWith('/') ? encodeURI(tail) : ''}?${new URLSearchParams(query)}`;
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
          const sent = { method, headers, redirect: 'manual' as const, ...(method === 'GET' ? {} : { body }) };
          const start = performance.now();
          const answer = await fetch(url, sent);
          await answer.arrayBuffer();
          const isLate = performance.now() - start > 1_000;
          if (answer.status >= 500 || isLate)
            failures.push([method, url, name, headers.get(name), body, answer.status, isLate]);
        },
      ),
      { numRuns: target.hasProxy ? 400 : 100 },
    );
    expect(failures).toEqual([]);
  }, 60_000);
});
