import { neon, neonConfig } from '@neondatabase/serverless';
import { isLoopback } from '../http/host';

/**
 * Connects to Postgres over Neon's HTTP protocol. Each query is one request; `transaction([...])` sends several queries in one.
 * The driver derives Neon's endpoint from the host name. For a local host, this sets the endpoint to that host.
 * @param timeout returns the timeout of the next request in milliseconds; none if omitted
 */
export function connect(databaseUrl: string, timeout?: () => number) {
  const { hostname } = new URL(databaseUrl);
  if (isLoopback(hostname)) {
    neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
  }
  // The driver reads its options for each request, so each request gets its own signal.
  const fetchOptions = {
    get signal() {
      return timeout === undefined ? undefined : AbortSignal.timeout(timeout());
    },
  };
  return neon(databaseUrl, { fetchOptions });
}
