import { neon, neonConfig } from '@neondatabase/serverless';

/**
 * Queries over Neon's HTTP protocol; each is one request, and `transaction([...])` is one request for several.
 * The driver finds Neon's endpoint from the host's name; a host on this machine has no such name and is its own.
 */
export function connect(databaseUrl: string) {
  const { hostname } = new URL(databaseUrl);
  if (hostname === 'localhost' || hostname === '127.0.0.1') {
    neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
  }
  return neon(databaseUrl);
}
