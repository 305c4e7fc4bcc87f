/** What an action has done; the words are in app/_components/notice.tsx. */
export type NoticeName =
  | 'password-reset'
  | 'draft-saved'
  | 'published'
  | 'unpublished'
  | 'changed'
  | 'deleted'
  | 'gone';

/** A path of this app, on which the visitor is told what was done. */
export function withNotice(path: string, done: NoticeName): string {
  const url = new URL(path, 'http://here.invalid');
  url.searchParams.set('done', done);
  return url.pathname + url.search + url.hash;
}
