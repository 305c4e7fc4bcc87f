import { describe, expect, test } from 'vitest';
import { EVERYWHERE, get, TARGETS, victimOf } from './support';

describe.each(TARGETS)('the security headers of $name', (target) => {
  test('are set on pages, redirects, errors, API responses and static files', async () => {
    const { cookies } = await victimOf(target);
    const [file = ''] = /\/_next\/static\/[^"]+\.css/.exec(await (await get(target, '/')).text()) ?? [];
    for (const path of [
      '/',
      '/account',
      '/nowhere',
      '/%ff',
      '/unavailable',
      '/favicon.icoX',
      '/api/posts',
      '/api/nothing',
      '/api/auth/ok',
      file,
    ]) {
      for (const sentCookies of [{}, cookies]) {
        const { headers } = await get(target, path, sentCookies);
        expect([path, Object.fromEntries(headers)]).toEqual([path, expect.objectContaining(EVERYWHERE)]);
        expect([path, headers.has('x-powered-by')]).toEqual([path, false]);
      }
    }
  });

  test('include Strict-Transport-Security only for https requests', async () => {
    for (const path of ['/', '/account', '/nowhere', '/unavailable', '/api/nothing', '/api/auth/ok', '/icon.svg']) {
      expect((await get(target, path)).headers.has('strict-transport-security')).toBe(false);
      const local = await get(target, path, {}, { 'x-forwarded-proto': 'https' });
      expect([path, local.headers.has('strict-transport-security')]).toEqual([path, false]);
      const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'app.example.com' };
      const { headers } = await get(target, path, {}, forwarded);
      const seconds = /^max-age=(\d+)$/.exec(headers.get('strict-transport-security') ?? '')?.[1];
      expect([path, Number(seconds) >= 365 * 24 * 3_600]).toEqual([path, true]);
    }
  });
});

describe.each(TARGETS.filter(({ hasProxy }) => hasProxy))('the Content-Security-Policy of $name', (target) => {
  test('allows only scripts with the nonce of the response, and every response has a new nonce', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/auth/sign-in', '/nowhere', '/unavailable', '/icon.svgX']) {
      const response = await get(
        target,
        path,
        {},
        { 'content-security-policy': "script-src 'unsafe-inline'", 'x-nonce': 'mine' },
      );
      const policy = response.headers.get('content-security-policy') ?? '';
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
      expect([path, scripts]).toEqual([path, expect.stringMatching(/^'nonce-[\w+/=]{24}' 'strict-dynamic'$/)]);
      for (const directive of [
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
      ]) {
        expect(policy).toContain(directive);
      }
      // A `style` attribute runs no script; a `<style>` element needs the nonce.
      expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(/unsafe/);
      const nonce = /'nonce-([^']*)'/.exec(scripts)?.[1] ?? '';
      nonces.add(nonce);
      const html = await response.text();
      for (const script of html.match(/<script\b[^>]*>/g) ?? []) expect(script).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(5);
  });
});
