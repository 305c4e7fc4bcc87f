import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';

/** What an action has done; the words are in app/_components/notice.tsx. */
export type NoticeName =
  | 'provider-refused'
  | 'password-reset'
  | 'password-changed'
  | 'profile-changed'
  | 'email-verified'
  | 'link-refused'
  | 'link-opened-elsewhere'
  | 'sessions-revoked'
  | 'sessions-not-revoked'
  | 'account-deleted'
  | 'draft-saved'
  | 'published'
  | 'unpublished'
  | 'changed'
  | 'deleted'
  | 'gone'
  | 'organization-created'
  | 'organization-switched'
  | 'organization-renamed'
  | 'organization-left'
  | 'organization-deleted'
  | 'organization-gone'
  | 'invitation-sent'
  | 'invitation-accepted'
  | 'invitation-declined'
  | 'invitation-cancelled'
  | 'invitation-gone'
  | 'member-role-changed'
  | 'member-removed'
  | 'member-gone'
  | 'not-allowed'
  | 'last-owner'
  | 'user-role-changed'
  | 'user-banned'
  | 'user-unbanned'
  | 'user-signed-out';

/** A path of this app, on which the visitor is told what was done. */
export function withNotice(path: string, done: NoticeName): string {
  const url = new URL(path, 'http://here.invalid');
  url.searchParams.set('done', done);
  return url.pathname + url.search + url.hash;
}

/**
 * The end of an action that has done something: to a page that says so. What the browser still has of other pages is not
 * shown again as it was.
 */
export function redirectWithNotice(path: string, done: NoticeName, type: 'push' | 'replace' = 'push'): never {
  revalidatePath('/', 'layout');
  redirect(withNotice(path, done), type);
}
