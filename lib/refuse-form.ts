import { readBody } from './body';
import { isSameOrigin } from './origin';

/** The largest body of a form, in bytes: `serverActions.bodySizeLimit` in next.config.ts. */
const LARGEST_FORM = 2 * 1024 * 1024;

const BROKEN = 'This form arrived broken. Go back and send it again.';

/**
 * Refuses what is sent to a page and no server action could judge: Next.js answers a form from elsewhere, one that is too
 * large and one that is broken with a 500 before the action runs, and what is no form with the page, as if nothing had been sent.
 * @returns 403, 413 or 400 with a sentence, or null for all else
 */
export async function refuseForm(request: Request): Promise<Response | null> {
  if (request.method !== 'POST') return null;
  if (!isSameOrigin(request))
    return refuse(403, 'This form was sent from another site, or from a page without an address.');
  if ((await readBody(request.clone(), LARGEST_FORM)) === null)
    return refuse(413, 'This form is too large. Go back and shorten what you typed.');
  return (await isForm(request.clone())) ? null : refuse(400, BROKEN);
}

/** React sends a form as multipart; an action called from a script, with other arguments, as JSON in plain text. */
async function isForm(request: Request): Promise<boolean> {
  const type = request.headers.get('content-type') ?? '';
  try {
    const isAction = request.headers.has('next-action');
    if (type.startsWith('multipart/form-data')) {
      const form = await request.formData();
      return !isAction || areArguments(form.get('0'));
    }
    return isAction && type.startsWith('text/plain') && areArguments(await request.text());
  } catch {
    return false;
  }
}

/** What an action is called with from a script, as React writes it. */
function areArguments(text: unknown): boolean {
  return typeof text === 'string' && Array.isArray(JSON.parse(text));
}

function refuse(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
