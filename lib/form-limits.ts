/** The largest body of a form, in bytes: `serverActions.bodySizeLimit` in next.config.ts. */
const LARGEST_FORM = 2 * 1024 * 1024;

/**
 * Refuses what no server action could judge: Next.js answers a form that is too large or broken with a 500, before
 * the action runs.
 * @returns 411, 413 or 400 with a sentence, or null for all else
 */
export async function refuseForm(request: Request): Promise<Response | null> {
  if (request.method !== 'POST' || !isForm(request)) return null;
  const length = request.headers.get('content-length');
  if (length === null) return refuse(411, 'This form came without its length. Go back and send it again.');
  if (Number(length) > LARGEST_FORM) return refuse(413, 'This form is too large. Go back and shorten what you typed.');
  try {
    await request.clone().formData();
    return null;
  } catch {
    return refuse(400, 'This form arrived broken. Go back and send it again.');
  }
}

function isForm(request: Request): boolean {
  return /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(request.headers.get('content-type') ?? '');
}

function refuse(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
