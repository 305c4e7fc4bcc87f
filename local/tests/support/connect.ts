import { neon, neonConfig } from '@neondatabase/serverless';

/** Connects Neon's driver to local Neon over HTTP. */
export function connect(databaseUrl = process.env.DATABASE_URL ?? '') {
  neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
  return neon(databaseUrl);
}
