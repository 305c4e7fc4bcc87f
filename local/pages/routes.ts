import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendUnsupported } from '../http';
import { emailText } from '../mailbox/email';
import { RequestAbortedError } from '../postgres/errors';
import { isFromOwnPage } from '../same-origin';
import type { Services } from '../services';
import { runSql } from '../sql-console/run-sql';
import { readTables } from '../sql-console/tables';
import { readUsers } from '../users';
import { html } from './html';
import { type Overview, page } from './layout';
import { emailPage, mailboxPage } from './mailbox';
import { EMAIL_POLICY, sendPage, sendStyles, sendText } from './response';
import { type Console, sqlConsolePage } from './sql-console';
import { usersPage } from './users';

/** Handles the pages for developers. */
export async function handlePage(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
): Promise<void> {
  const [pathname = '/', query] = (request.url ?? '/').split('?', 2);
  const searchParams = new URLSearchParams(query);
  const overview = overviewOf(services);
  switch (pathname) {
    case '/':
    case '/mailbox': {
      const address = searchParams.get('to') ?? '';
      return sendPage(response, 200, mailboxPage(overview, services.mailbox.search(address), address));
    }
    case '/users': {
      const text = searchParams.get('q') ?? '';
      return sendPage(response, 200, usersPage(overview, await readUsers(services.engine, text), text));
    }
    case '/console':
      return handleConsole(request, response, services, searchParams.get('table'));
    case '/styles.css':
      return sendStyles(response);
  }
  const [, number, format] = /^\/mailbox\/(\d+)\/(html|text)$/.exec(pathname) ?? [];
  const message = services.mailbox.find(Number(number));
  // Neon has no pages: whatever else it gets, it answers like this.
  if (!message && !request.headers.accept?.includes('text/html')) return sendUnsupported(response);
  if (!message) return sendProblem(response, 404, overview, 'Page not found', 'Check the address, or choose a tab.');
  if (format === 'html') sendPage(response, 200, emailPage(message), EMAIL_POLICY);
  else sendText(response, emailText(message));
}

function overviewOf({ engine, folder, mailbox, faults }: Services): Overview {
  return {
    ...{ postgres: engine.version, folder, residentBytes: process.memoryUsage.rss(), uptime: process.uptime() },
    ...{ messages: mailbox.messages().length, faults: faults.settings, defaults: faults.defaults },
  };
}

/** In bytes, as the form encodes it. */
const MAX_SQL = 1_000_000;

/** `GET` shows the editor, or a table's rows. `POST` runs a statement, if local Neon's own page sends it. */
async function handleConsole(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
  reference: string | null,
): Promise<void> {
  const { engine, changes } = services;
  const disconnected = new AbortController();
  response.once('close', () => disconnected.abort());
  const run = (sql: string) => runSql(engine, sql, disconnected.signal);
  const send = (content: Console) => sendPage(response, 200, sqlConsolePage(overviewOf(services), content));
  try {
    if (request.method !== 'POST') {
      const tables = await readTables(engine);
      // Only an existing table's own reference is run, so that a link can't contain SQL.
      const table = tables.find((candidate) => candidate.reference === reference);
      const sql = table ? `select * from ${table.reference} limit 100` : '';
      return send({ tables, table, sql, outcome: table && (await run(sql)) });
    }
    if (!isFromOwnPage(request)) {
      return sendProblem(response, 403, overviewOf(services), 'Not allowed', 'Only this page can run SQL.');
    }
    const body = await readBody(request, MAX_SQL);
    if (body === null) {
      // Or the unread rest of the body would be parsed as the next request.
      response.setHeader('Connection', 'close');
      return sendProblem(response, 413, overviewOf(services), 'Statement too long', 'The limit is 1 MB.');
    }
    // Forms send CRLF. Postgres reports positions in what it receives.
    const sql = (new URLSearchParams(body).get('sql') ?? '').replaceAll('\r\n', '\n');
    const outcome = await run(sql);
    send({ tables: await readTables(engine), sql, outcome });
    changes.publish('users');
  } catch (error) {
    if (!(error instanceof RequestAbortedError)) throw error;
  }
}

function sendProblem(response: ServerResponse, status: number, overview: Overview, title: string, text: string): void {
  sendPage(response, status, page({ title, tab: '', liveUrl: '/', overview, main: html`<p>${text}</p>` }));
}
