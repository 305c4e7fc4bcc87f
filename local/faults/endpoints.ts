import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http';
import { type Engine, withClient } from '../postgres/engine';
import type { CallCounter } from './call-counter';
import type { Faults } from './faults';

/**
 * Handles `/faults`: `GET` returns the settings, `PUT` changes those in its JSON body, `DELETE` resets them.
 * `POST` is the form on the status page.
 */
export async function handleFaults(request: IncomingMessage, response: ServerResponse, faults: Faults): Promise<void> {
  if (request.method === 'DELETE') faults.reset();
  if (request.method === 'PUT' && !faults.update(await readJson(request))) {
    return sendJson(response, 400, { message: 'Unknown fault setting or invalid value.' });
  }
  if (request.method === 'POST') {
    const form = new URLSearchParams((await readBody(request, 10_000)) ?? '');
    faults.update({
      auth: form.get('auth') || null,
      sql: form.get('sql') || null,
      refreshAlways: form.has('refreshAlways'),
      rateLimited: form.has('rateLimited'),
      requireVerification: form.get('requireVerification') || null,
    });
    response.writeHead(303, { Location: '/' }).end();
    return;
  }
  sendJson(response, 200, faults.settings);
}

/** Handles `/calls.json`: `GET` returns the call counts by method and path, `DELETE` resets them. */
export async function handleCalls(
  request: IncomingMessage,
  response: ServerResponse,
  callCounter: CallCounter,
): Promise<void> {
  if (request.method === 'DELETE') callCounter.reset();
  sendJson(response, 200, callCounter.counts());
}

/** Handles `POST /sessions/expire`: expires every session. */
export async function expireSessions(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
): Promise<void> {
  if (request.method !== 'POST') {
    return sendJson(response, 405, { message: 'Method not allowed. Use POST.' }, { Allow: 'POST' });
  }
  await withClient(engine, (client) =>
    client.query(`update neon_auth.session set "expiresAt" = now() - interval '1 second'`),
  );
  response.writeHead(303, { Location: '/' }).end();
}

/** Sets the request's session cookie again, as Neon Auth does when a refresh is due. */
export function refreshSessionCookie(request: IncomingMessage, response: ServerResponse): void {
  const cookie = /(?:^|;\s*)(__Secure-neon-auth\.session_token=[^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (!cookie) return;
  response.appendHeader(
    'Set-Cookie',
    `${cookie}; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=None; Partitioned`,
  );
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request, 10_000)) ?? '');
  } catch {
    return undefined;
  }
}
