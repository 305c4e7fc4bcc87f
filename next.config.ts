import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NextConfig } from 'next';

import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants';
import { placeholders } from './lib/environment/placeholders';

const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];
/** Two years. Whether subdomains have https, too, only their owner knows. */
const HSTS = { key: 'Strict-Transport-Security', value: 'max-age=63072000' };
/** Matches an https request. Each proxy appends its value; the first one is closest to the visitor. */
const IS_HTTPS = { type: 'header', key: 'x-forwarded-proto', value: 'https.*' } as const;
/**
 * Matches this machine as the first host of a header. Browsers would apply HSTS to every app on localhost, for two years.
 * A condition of type `host` can't be used: it cuts `[::1]` at its first colon.
 */
const LOCAL_HOST = '(?:(?:.+\\.)?localhost\\.?|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(?::\\d+)?(?:\\s*,.*)?';
const FORWARDED_HOST = { type: 'header', key: 'x-forwarded-host' } as const;

/**
 * Returns the folder that contains this app and its packages: this folder, or the root of its workspace. Next.js would choose
 * the topmost folder with a lockfile, which can be a stray one.
 */
function rootFolder(): string {
  const app = realpathSync(import.meta.dirname);
  const next = realpathSync(createRequire(import.meta.url).resolve('next/package.json'));
  let root = app;
  while (!next.startsWith(path.join(root, 'node_modules') + path.sep)) {
    // The packages are linked from elsewhere.
    if (root === path.dirname(root)) return app;
    root = path.dirname(root);
  }
  return root;
}

export default function config(phase: string): NextConfig {
  // The build loads every route, and with it `lib/env.ts`, but calls nothing. So an image is built without a secret.
  if (phase === PHASE_PRODUCTION_BUILD) Object.assign(process.env, placeholders(process.env));
  const root = rootFolder();
  // Its resolver escapes the character. Remove this when a build in such a folder succeeds.
  if (import.meta.dirname.includes('#') && [PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD].includes(phase)) {
    throw new Error(`Tailwind CSS can't read files in ${import.meta.dirname}: move the project to a path without "#".`);
  }
  return {
    // A server with only the files that it needs, for the Dockerfile.
    ...(process.env.BUILD_STANDALONE && { output: 'standalone' as const }),
    headers: async () => [
      { source: '/:path*', headers: HEADERS },
      // The public host is the forwarded one, if a proxy sends it.
      {
        source: '/:path*',
        has: [IS_HTTPS, FORWARDED_HOST],
        missing: [{ ...FORWARDED_HOST, value: LOCAL_HOST }],
        headers: [HSTS],
      },
      {
        source: '/:path*',
        has: [IS_HTTPS],
        missing: [FORWARDED_HOST, { type: 'header', key: 'host', value: LOCAL_HOST }],
        headers: [HSTS],
      },
      // Pages have a policy of their own, from proxy.ts.
      {
        source: '/api/:path*',
        headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
      },
    ],
    // A build needs neither tests nor local Neon; `npm run typecheck` covers them.
    typescript: { tsconfigPath: 'tsconfig.build.json' },
    // `next dev` itself allows only `localhost` and `*.localhost`.
    allowedDevOrigins: ['127.0.0.1', '[::1]'],
    agentRules: false,
    poweredByHeader: false,
    turbopack: { root },
    outputFileTracingRoot: root,
    experimental: {
      // Above the largest field that a form may hold, so that an action can say what is wrong; proxy.ts refuses more.
      serverActions: { bodySizeLimit: '2mb' },
      // What Next.js keeps of a body for proxy.ts and the page alike: a little more than a form may have, so that proxy.ts sees that.
      proxyClientMaxBodySize: '2200kb',
    },
  };
}
