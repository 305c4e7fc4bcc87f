/** Returns the host of a connection string without Neon's suffix for pooled connections: both kinds of a branch share it. */
export function endpointOf(databaseUrl: string): string {
  return new URL(databaseUrl).host.replace(/^([^.]+)-pooler\./, '$1.');
}

/** Whether a connection string uses Neon's connection pooler. */
export function isPooled(databaseUrl: string): boolean {
  return /^[^.]+-pooler\./.test(new URL(databaseUrl).host);
}
