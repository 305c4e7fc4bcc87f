import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { NOTICES, type NoticeName } from './notices';

/** Adds a notice to a path of this app. The page at that path shows it. */
export function withNotice(path: string, notice: NoticeName): string {
  const url = new URL(path, 'http://base.invalid');
  url.searchParams.set('notice', notice);
  return url.pathname + url.search + url.hash;
}

/** Keeps the notice of the current URL in a redirect to another path. @param notice the untrusted query parameter */
export function keepNotice(path: string, notice: unknown): string {
  return isNoticeName(notice) ? withNotice(path, notice) : path;
}

function isNoticeName(name: unknown): name is NoticeName {
  return typeof name === 'string' && Object.hasOwn(NOTICES, name);
}

/** Ends an action: redirects to a page that shows a notice, and clears the browser's router cache. */
export function redirectWithNotice(path: string, notice: NoticeName, type: 'push' | 'replace' = 'push'): never {
  revalidatePath('/', 'layout');
  redirect(withNotice(path, notice), type);
}
