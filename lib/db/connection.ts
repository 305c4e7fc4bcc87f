import { neon, neonConfig } from '@neondatabase/serverless';

/**
 * Queries over Neon's HTTP protocol; each is one request, and `transaction([...])` is one request for several.
 * The driver finds Neon's endpoint from the host's name; a host on this machine has no such name, and is asked itself.
 * @param timeLimit how long a request may take, in milliseconds; without end unless told
 */
export function connect(databaseUrl: string, timeLimit?: number) {
  const { hostname } = new URL(databaseUrl);
  if (hostname === 'localhost' || hostname === '127.0.0.1') {
    neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
  }
  // The driver reads its options anew for each request, and so a clock of its own starts for each.
  const fetchOptions = {
    get signal() {
      return timeLimit === undefined ? undefined : AbortSignal.timeout(timeLimit);
    },
  };
  return neon(databaseUrl, { fetchOptions });
}
