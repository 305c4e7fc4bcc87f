import type { NextConfig } from 'next';
import { PHASE_PRODUCTION_BUILD } from 'next/constants';

/**
 * `next build` loads every route, and with it `lib/env.ts`, but calls nothing. These stand in for what is not set, in
 * the build alone, so that an image can be built without a secret; a started server must have the real ones.
 */
const BUILD_PLACEHOLDERS = {
  DATABASE_URL: 'postgresql://build:build@build.invalid/build',
  NEON_AUTH_BASE_URL: 'https://build.invalid/build/auth',
  NEON_AUTH_COOKIE_SECRET: 'used-while-building-and-never-to-sign',
};

const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];
/** Two years. Whether subdomains have https, too, only their owner knows. */
const HSTS = { key: 'Strict-Transport-Security', value: 'max-age=63072000' };

export default function config(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_BUILD) {
    for (const [name, value] of Object.entries(BUILD_PLACEHOLDERS)) process.env[name] ||= value;
  }
  return {
    headers: async () => [
      { source: '/:path*', headers: HEADERS },
      { source: '/:path*', has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https.*' }], headers: [HSTS] },
      // Pages have a policy of their own, from proxy.ts.
      {
        source: '/api/:path*',
        headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ],
    // A build needs neither tests nor local Neon; `npm run typecheck` covers them.
    typescript: { tsconfigPath: 'tsconfig.build.json' },
    agentRules: false,
    poweredByHeader: false,
    experimental: {
      // Above the largest field that a form may hold, so that an action can say what is wrong; proxy.ts refuses more.
      serverActions: { bodySizeLimit: '2mb' },
      // What Next.js keeps of a body for proxy.ts and the page alike: a little more than a form may have, so that proxy.ts sees that.
      proxyClientMaxBodySize: '2200kb',
    },
  };
}
