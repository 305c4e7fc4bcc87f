import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http';
import { type Engine, withClient } from '../postgres/engine';
import type { Switches } from './switches';

/**
 * `GET /switches` shows them, `PUT /switches` changes those that its JSON names, `DELETE /switches` turns all off.
 * `POST` is the form of the status page.
 */
export async function answerSwitches(
  request: IncomingMessage,
  response: ServerResponse,
  switches: Switches,
): Promise<void> {
  if (request.method === 'DELETE') switches.turnOff();
  if (request.method === 'PUT' && !switches.change(await readJson(request))) {
    return sendJson(response, 400, { message: 'Local Neon has no such switch.' });
  }
  if (request.method === 'POST') {
    const form = new URLSearchParams((await readBody(request, 10_000)) ?? '');
    switches.change({
      auth: form.get('auth') || null,
      sql: form.get('sql') || null,
      refreshAlways: form.has('refreshAlways'),
      rateLimited: form.has('rateLimited'),
      requireVerification: form.get('requireVerification') || null,
    });
    response.writeHead(303, { Location: '/' }).end();
    return;
  }
  sendJson(response, 200, switches.settings);
}

/** `GET /calls.json` counts the calls to each service by method and path, `DELETE /calls.json` begins anew. */
export async function answerCalls(
  request: IncomingMessage,
  response: ServerResponse,
  switches: Switches,
): Promise<void> {
  if (request.method === 'DELETE') switches.resetCalls();
  sendJson(response, 200, switches.calls());
}

/** `POST /sessions/expire`: every session ends now. */
export async function expireSessions(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
): Promise<void> {
  if (request.method !== 'POST') return sendJson(response, 405, { message: 'Send a POST.' }, { Allow: 'POST' });
  await withClient(engine, (client) =>
    client.query(`update neon_auth.session set "expiresAt" = now() - interval '1 second'`),
  );
  response.writeHead(303, { Location: '/' }).end();
}

/** The session's cookie once more, as Neon Auth sends it when a refresh is due. */
export function setSessionCookieAgain(request: IncomingMessage, response: ServerResponse): void {
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
