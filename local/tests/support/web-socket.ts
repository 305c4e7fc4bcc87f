import { Client, neonConfig, Pool } from '@neondatabase/serverless';
import { WebSocket } from 'ws';

/** Points Neon's driver at local Neon, as local/README.md describes. */
export function configureWebSocket(): void {
  neonConfig.wsProxy = (host, port) => `${host}:${port}/v2`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.webSocketConstructor = WebSocket;
}

/** Runs `work` with a pool of the driver, which it ends. */
export async function withPool<T>(connectionString: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Runs `work` with a connected client of the driver, which it ends. */
export async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connectionString);
  // Without a listener, an error between queries would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
