import path from 'node:path';
import type { NextConfig } from 'next';

// The quickstart builds only with an environment.
process.env.DATABASE_URL ||= 'postgresql://build:build@build.invalid/build';
process.env.NEON_AUTH_BASE_URL ||= 'https://build.invalid/build/auth';
process.env.NEON_AUTH_COOKIE_SECRET ||= 'used-while-building-and-never-to-sign';

/** For a baseline in `.test-builds/`, whose packages are in the repository. */
const config: NextConfig = {
  turbopack: { root: path.resolve(import.meta.dirname, '../..') },
  typescript: { ignoreBuildErrors: true },
};
export default config;
