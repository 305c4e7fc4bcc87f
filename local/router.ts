import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleCors } from './auth/cors';
import { AUTH_PATH, PROVIDER_PATH } from './auth/paths';
import { handleBranches } from './branches/endpoint';
import { expireSessions, handleCalls, handleFaults, refreshSessionCookie } from './faults/endpoints';
import { sendJson, sendJsonText, sendUnsupported } from './http';
import { isLoopback } from './loopback';
import { handlePage } from './pages/routes';
import { isFromOtherOrigin } from './same-origin';
import type { Services } from './services';
import { allowAnyOrigin, sendPreflight } from './sql-over-http/cors';
import { handleSql } from './sql-over-http/endpoint';
import { readStatus } from './status';
import type { WireServer } from './wire/server';
import { acceptWebSocket } from './wire/web-socket';

/** Handles a request once the services are open. Logs an unexpected error and responds with 500. */
export function route(request: IncomingMessage, response: ServerResponse, opened: Promise<Services>): void {
  handle(request, response, opened).catch((error: unknown) => {
    console.error(error);
    if (response.headersSent) response.destroy();
    else sendJson(response, 500, { message: 'Local Neon failed. See its terminal for details.' });
  });
}

/** Handles a request to open a WebSocket, as Neon's driver sends it. */
export function routeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, wire: WireServer): void {
  const isAllowed = isLocalHost(request.headers.host) && pathnameOf(request) === '/v2';
  if (isAllowed) acceptWebSocket(request, socket, head, wire);
  else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
}

async function handle(request: IncomingMessage, response: ServerResponse, opened: Promise<Services>): Promise<void> {
  if (!isLocalHost(request.headers.host)) {
    return sendJson(response, 403, { message: 'Local Neon only accepts requests to localhost.' });
  }
  const services = await opened;
  const pathname = pathnameOf(request);
  if (pathname === '/sql') return handleSqlCall(request, response, services);
  if (pathname.startsWith('/sql/')) return sendUnsupported(response);
  if (pathname.startsWith(`${AUTH_PATH}/`)) return handleAuthCall(request, response, services);
  if (pathname.startsWith(`${PROVIDER_PATH}/`)) return services.provider.handle(request, response);
  // The other routes are for developers and tests. They have no login, so pages of other origins must not reach them.
  if (request.method !== 'GET' && isFromOtherOrigin(request)) {
    return sendJson(response, 403, { message: 'Requests from other origins are not allowed.' });
  }
  switch (pathname) {
    case '/status.json':
      return sendJson(response, 200, await readStatus(services));
    case '/mailbox.json':
      return sendJson(response, 200, services.mailbox.messages());
    case '/faults':
      return handleFaults(request, response, services);
    case '/sessions/expire':
      return expireSessions(request, response, services);
    case '/calls.json':
      return handleCalls(request, response, services.callCounter);
    case '/events':
      return services.changes.subscribe(response);
    case '/branches':
      return handleBranches(request, response, services);
    default:
      return handlePage(request, response, services);
  }
}

async function handleSqlCall(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  if (request.method === 'OPTIONS') return sendPreflight(response);
  if (request.method !== 'POST') return sendUnsupported(response);
  allowAnyOrigin(response);
  services.callCounter.add('POST /sql');
  if (await services.faults.inject('sql', response)) return;
  const result = await handleSql(request, response, services.engine, services.login);
  if (result) sendJsonText(response, result.status, result.body, result.headers);
}

async function handleAuthCall(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  const { faults, callCounter } = services;
  const pathname = pathnameOf(request);
  if (handleCors(request, response)) return;
  callCounter.add(`${request.method} ${pathname}`);
  if (await faults.inject('auth', response, pathname)) return;
  if (faults.settings.refreshAlways && pathname.endsWith('/get-session')) refreshSessionCookie(request, response);
  await services.auth(request, response);
  if (!pathname.endsWith('/get-session')) services.changes.publish('users');
}

function pathnameOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/s, '');
}

/** Prevents DNS rebinding: another site's host name can point at this machine. */
function isLocalHost(host = ''): boolean {
  return isLoopback(host.replace(/:\d+$/, ''));
}
