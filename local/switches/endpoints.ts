import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http';
import type { Switches } from './switches';

/** `GET /switches` shows them, `PUT /switches` changes those that its JSON names, `DELETE /switches` turns all off. */
export async function answerSwitches(
  request: IncomingMessage,
  response: ServerResponse,
  switches: Switches,
): Promise<void> {
  if (request.method === 'DELETE') switches.turnOff();
  if (request.method === 'PUT' && !switches.change(await readJson(request))) {
    return sendJson(response, 400, { message: 'Local Neon has no such switch.' });
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

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request, 10_000)) ?? '');
  } catch {
    return undefined;
  }
}
