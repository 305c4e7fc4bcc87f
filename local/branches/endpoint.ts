import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody, sendJson } from '../http';
import type { Services } from '../services';
import { StartError } from '../start-error';
import { Branch, createBranch, type Main, resetBranch } from './branches';

const BranchRequest = z.object({
  /** Main's data folder, so that a request to a port that another local Neon has taken changes nothing. */
  folder: z.string(),
  name: z.string(),
  action: z.enum(['create', 'reset']),
});
type BranchRequest = z.infer<typeof BranchRequest>;

const MAX_BODY = 10_000;

/** Handles `POST /branches`: copies the database of this local Neon to a branch, between two statements. */
export async function handleBranches(
  request: IncomingMessage,
  response: ServerResponse,
  { folder, postgres, engine }: Pick<Services, 'folder' | 'postgres' | 'engine'>,
): Promise<void> {
  const parsed = BranchRequest.safeParse(JSON.parse((await readBody(request, MAX_BODY)) || 'null'));
  if (request.method !== 'POST' || !parsed.success || parsed.data.folder !== folder) {
    return sendJson(response, 400, { message: 'Not a request of npm run neon branch for this data folder.' });
  }
  const { action, name } = parsed.data;
  try {
    const main: Main = { folder, postgres, pause: (work) => engine.pause(work) };
    sendJson(response, 200, await (action === 'create' ? createBranch(main, name) : resetBranch(main, name)));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    sendJson(response, 409, { message: error.message });
  }
}

/** Sends such a request to a running local Neon. @throws StartError when it can't be reached, or can't do it */
export async function requestBranch(origin: string, request: BranchRequest): Promise<Branch> {
  const response = await fetch(`${origin}/branches`, { method: 'POST', body: JSON.stringify(request) }).catch(
    () => null,
  );
  if (response?.ok) return Branch.parse(await response.json());
  const answer = z.object({ message: z.string() }).safeParse(await response?.json().catch(() => null));
  throw new StartError(answer.data?.message ?? 'Local Neon is running, but not ready. Try again when it is.');
}
