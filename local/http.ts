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

export function sendHtml(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(html);
}

/**
 * Starts listening on 127.0.0.1 and returns the server's origin.
 * @throws StartError when the port is in use
 */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(
              `Port ${port} is already in use. Stop the program that uses it, or set NEON_LOCAL_PORT to another port.`,
            )
          : error,
      ),
    );
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
