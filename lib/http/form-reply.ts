import { headers } from 'next/headers';

/**
 * Whether the current page render is the reply to a form sent without JavaScript. Such a page shows the form's errors and
 * values, and must not redirect: the browser would send the form to the redirect's target.
 */
export async function isFormReply(): Promise<boolean> {
  const requestHeaders = await headers();
  // After an action redirects, Next.js requests the target with the action's headers, but not as HTML.
  const isPage = requestHeaders.get('accept')?.includes('text/html') ?? false;
  return isPage && (requestHeaders.get('content-type')?.startsWith('multipart/form-data') ?? false);
}
