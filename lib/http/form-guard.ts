import { env } from '../env';
import { MAX_BYTES } from '../limits';
import { readBody } from './body';
import { isSameOrigin } from './origin';

/**
 * Rejects a form post that Next.js would answer with a 500 before the action runs: cross-origin, too large or malformed.
 * @returns 403, 413 or 400 with one sentence; null for every other request
 */
export async function rejectInvalidForm(request: Request): Promise<Response | null> {
  if (request.method !== 'POST') return null;
  if (!isSameOrigin(request)) {
    const remedy = env.APP_URL ? `Open ${env.APP_URL} and retry.` : 'Open the page again and retry.';
    return reject(403, `This form was sent from another site. ${remedy}`);
  }
  if ((await readBody(request.clone(), MAX_BYTES.form)) === null) {
    return reject(413, 'This form is too large. Go back and shorten your text.');
  }
  return (await isFormPost(request.clone())) ? null : reject(400, "We couldn't read this form. Go back and try again.");
}

/** React sends a form as multipart. It sends an action called with other arguments as JSON with the type text/plain. */
async function isFormPost(request: Request): Promise<boolean> {
  const type = request.headers.get('content-type') ?? '';
  try {
    const isAction = request.headers.has('next-action');
    if (type.startsWith('multipart/form-data')) {
      const form = await request.formData();
      return !isAction || isArgumentList(form.get('0'));
    }
    return isAction && type.startsWith('text/plain') && isArgumentList(await request.text());
  } catch {
    return false;
  }
}

/** Whether a value is a list of action arguments, as React serializes them. */
function isArgumentList(text: unknown): boolean {
  return typeof text === 'string' && Array.isArray(JSON.parse(text));
}

function reject(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
