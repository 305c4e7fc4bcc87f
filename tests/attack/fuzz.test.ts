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

interface FuzzedRequest {
  method: string;
  path: string;
  suffix: string;
  query: Record<string, string>;
  name: string;
  value: string[];
  body: string;
}

const requests: fc.Arbitrary<FuzzedRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'),
    path: fc.constantFrom('/api/posts', '/api/posts/', '/posts/', '/api/auth/', '/', '/api/webhooks/neon-auth'),
    suffix: text,
    query: fc.record({ q: text, cursor: text, page: text, next: text, done: text }, { requiredKeys: [] }),
    name: fc.constantFrom(
      'if-match',
      'idempotency-key',
      'authorization',
      'content-type',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'accept',
    ),
    value: header,
    body: fc.json(),
  })
  .filter(({ method, path }) => method !== 'POST' || path.startsWith('/api/'));

describe.each(TARGETS)('fuzzed requests to $name', (target) => {
  test('never get a 5xx response or wait longer than a second', async () => {
    const { cookies } = await victimOf(target);
    const send = async ({ method, path, suffix, query, name, value, body }: FuzzedRequest) => {
      const url = `${target.url}${path}${path.endsWith('/') ? encodeURI(suffix) : ''}?${new URLSearchParams(query)}`;
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
      return { url, status: response.status, isSlow: performance.now() - start > 1_000 };
    };
    const failures: unknown[] = [];
    const check = async (request: FuzzedRequest) => {
      let response = await send(request);
      // A busy machine is slow at times. A request that is the cause is slow every time.
      for (let retry = 0; retry < 2 && response.isSlow; retry += 1) response = await send(request);
      if (response.status >= 500 || response.isSlow) failures.push([request, response]);
    };
    const sample = fc.sample(requests, target.hasProxy ? 400 : 100);
    for (let start = 0; start < sample.length; start += 10) {
      await Promise.all(sample.slice(start, start + 10).map(check));
    }
    expect(failures).toEqual([]);
  });
});
