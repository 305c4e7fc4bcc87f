import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import { StartError } from './start-error';

/** Reads a request's body as text. Returns null if it exceeds `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  return (await readBytes(request, maxBytes))?.toString('utf8') ?? null;
}

/** Reads a request's body. Returns null if it exceeds `maxBytes`. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): void {
  sendJsonText(response, status, JSON.stringify(body), headers);
}

/** Sends text that is JSON already. */
export function sendJsonText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(text);
}

/** Neon's answer to other methods and paths. */
export function sendUnsupported(response: ServerResponse): void {
  sendJson(response, 400, 'query is not supported');
}

const LISTEN_ERRORS: Record<string, (port: number, variable: string) => string> = {
  EADDRINUSE: (port, variable) =>
    `Port ${port} is already in use. Stop the program that uses it, or set ${variable} to another port.`,
  // Ports below 1024 need more rights on Linux, and Windows reserves ranges.
  EACCES: (port, variable) => `This user can't open port ${port}. Set ${variable} to a port from 1024 to 65535.`,
};

/**
 * Starts listening on 127.0.0.1 and returns the port.
 * @param variable sets the port, for error messages
 * @throws StartError when the port is in use or not allowed
 */
export function listen(server: Server, port: number, variable = 'NEON_LOCAL_PORT'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = LISTEN_ERRORS[error.code ?? '']?.(port, variable);
      reject(reason ? new StartError(reason) : error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('The server has no port.'));
      resolve(address.port);
    });
  });
}

/** How long running requests can take to finish, in milliseconds. */
const SHUTDOWN_TIMEOUT = 3_000;

/** Stops accepting requests, waits for the running ones and closes their connections after a timeout. */
export async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  const timeout = setTimeout(() => {
    if (server instanceof HttpServer) server.closeAllConnections();
  }, SHUTDOWN_TIMEOUT);
  await closed;
  clearTimeout(timeout);
}
