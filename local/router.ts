import type { IncomingMessage, ServerResponse } from 'node:http';
import { AUTH_PATH } from './auth/database';
import { PROVIDER_PATH } from './auth/sign-in-provider';
import { sendHtml, sendJson } from './http';
import { mailboxPage } from './mailbox/page';
import type { Services } from './services';
import { answerSql } from './sql-over-http/endpoint';
import { statusPage } from './status/page';
import { readStatus } from './status/status';
import { answerCalls, answerSwitches, expireSessions, setSessionCookieAgain } from './switches/endpoints';

/** Answers a request once the services are open; a failure of ours is a 500, and its reason goes to the terminal. */
export function route(request: IncomingMessage, response: ServerResponse, opened: Promise<Services>): void {
  answer(request, response, opened).catch((error: unknown) => {
    console.error(error);
    if (response.headersSent) response.destroy();
    else sendJson(response, 500, { message: 'Local Neon failed; its terminal says why.' });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, opened: Promise<Services>): Promise<void> {
  if (!isLoopback(request.headers.host)) {
    return sendJson(response, 403, { message: 'Local Neon answers only to this machine.' });
  }
  const services = await opened;
  const pathname = pathOf(request);
  if (pathname === '/sql') return answerSqlCall(request, response, services);
  if (pathname.startsWith(`${AUTH_PATH}/`)) return answerAuthCall(request, response, services);
  if (pathname.startsWith(`${PROVIDER_PATH}/`)) return services.provider.answer(request, response);
  // The rest is for people and tests on this machine, and not for what other sites make a browser send.
  if (request.headers['sec-fetch-site'] === 'cross-site' && request.method !== 'GET') {
    return sendJson(response, 403, { message: 'Another site may not change anything here.' });
  }
  const { mailbox, switches, engine } = services;
  switch (pathname) {
    case '/':
      return sendHtml(response, 200, statusPage(await readStatus(services), mailbox.messages(), switches.settings));
    case '/status.json':
      return sendJson(response, 200, await readStatus(services));
    case '/mailbox':
      return sendHtml(response, 200, mailboxPage(mailbox.messages()));
    case '/mailbox.json':
      return sendJson(response, 200, mailbox.messages());
    case '/switches':
      return answerSwitches(request, response, switches);
    case '/sessions/expire':
      return expireSessions(request, response, engine);
    case '/calls.json':
      return answerCalls(request, response, switches);
    default:
      return sendJson(response, 404, { message: 'Not found.' });
  }
}

async function answerSqlCall(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  if (request.method !== 'POST') return sendJson(response, 405, { message: 'Send a POST.' }, { Allow: 'POST' });
  services.switches.count('POST /sql');
  if (await services.switches.misbehave('sql', response)) return;
  const result = await answerSql(request, response, services.engine, services.login);
  if (result) sendJson(response, result.status, result.body, result.headers);
}

async function answerAuthCall(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  const { switches } = services;
  const pathname = pathOf(request);
  switches.count(`${request.method} ${pathname}`);
  if (await switches.misbehave('auth', response, pathname)) return;
  if (switches.settings.refreshAlways && pathname.endsWith('/get-session')) setSessionCookieAgain(request, response);
  await services.auth(request, response);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/s, '');
}

/** A page of another site can name a host that it points at this machine; that name then stands in the Host header. */
function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}
