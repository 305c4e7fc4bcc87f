import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { StartError } from './start-error';

/** Reads a request's body as text. Returns null if it exceeds `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const LISTEN_ERRORS: Record<string, (port: number) => string> = {
  EADDRINUSE: (port) =>
    `Port ${port} is already in use. Stop the program that uses it, or set NEON_LOCAL_PORT to another port.`,
  // Ports below 1024 need more rights on Linux, and Windows reserves ranges.
  EACCES: (port) => `This user can't open port ${port}. Set NEON_LOCAL_PORT to a port from 1024 to 65535.`,
};

/**
 * Starts listening on 127.0.0.1 and returns the server's origin.
 * @throws StartError when the port is in use or not allowed
 */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = LISTEN_ERRORS[error.code ?? '']?.(port);
      reject(reason ? new StartError(reason) : error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port.'));
      resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

/** How long running requests can take to finish, in milliseconds. */
const SHUTDOWN_TIMEOUT = 3_000;

/** Stops accepting requests, waits for the running ones and closes their connections after a timeout. */
export async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  const timeout = setTimeout(() => server.closeAllConnections(), SHUTDOWN_TIMEOUT);
  await closed;
  clearTimeout(timeout);
}
