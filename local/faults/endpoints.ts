import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http';
import { TABS } from '../pages/layout';
import { withClient } from '../postgres/engine';
import type { Services } from '../services';
import type { CallCounter } from './call-counter';

/**
 * Handles `/faults`: `GET` returns the settings, `PUT` changes those in its JSON body, `DELETE` resets them.
 * `POST` is the form on every page.
 */
export async function handleFaults(
  request: IncomingMessage,
  response: ServerResponse,
  { faults, changes }: Pick<Services, 'faults' | 'changes'>,
): Promise<void> {
  const form = request.method === 'POST' ? await readForm(request) : null;
  if (request.method === 'DELETE' || form?.has('reset')) faults.reset();
  else if (request.method === 'PUT' || form) {
    const isValid = faults.update(form ? settingsOf(form) : await readJson(request));
    if (!isValid) return sendJson(response, 400, { message: 'Unknown fault setting or invalid value.' });
  }
  if (request.method !== 'GET') changes.publish('faults');
  if (form) redirect(response, tabPath(form.get('from')));
  else sendJson(response, 200, faults.settings);
}

function settingsOf(form: URLSearchParams): object {
  const text = (name: string) => form.get(name)?.trim() || null;
  return {
    ...{ auth: text('auth'), authPath: text('authPath'), sql: text('sql'), webhookUrl: text('webhookUrl') },
    ...{ requireVerification: text('requireVerification'), slowMs: Number(text('slowMs') ?? Number.NaN) },
    ...{ refreshAlways: form.has('refreshAlways'), rateLimited: form.has('rateLimited') },
  };
}

/** Returns the path if it is a tab's, or the first tab's. */
function tabPath(path: string | null): string {
  return Object.keys(TABS).find((tab) => tab === path) ?? '/';
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

/** Handles `POST /sessions/expire`: expires the sessions of the user in the form, or all sessions. */
export async function expireSessions(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, changes }: Pick<Services, 'engine' | 'changes'>,
): Promise<void> {
  if (request.method !== 'POST') {
    return sendJson(response, 405, { message: 'Method not allowed. Use POST.' }, { Allow: 'POST' });
  }
  const user = (await readForm(request)).get('user');
  await withClient(engine, (client) =>
    client.query(
      `update neon_auth.session set "expiresAt" = now() - interval '1 second' where $1::text is null or "userId"::text = $1`,
      [user],
    ),
  );
  changes.publish('users');
  redirect(response, '/users');
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

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, 10_000)) ?? '');
}

function redirect(response: ServerResponse, path: string): void {
  response.writeHead(303, { Location: path }).end();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request, 10_000)) ?? '');
  } catch {
    return undefined;
  }
}
