import { notFound } from 'next/navigation';
import { cache } from 'react';
import { redirectToSignIn, requireActor } from '@/lib/auth/session';
import { tryQuery } from '@/lib/db/try-query';
import { PostId } from '@/lib/posts/input';
import { findPost } from '@/lib/posts/queries';

/** Finds the post of a URL, once per request. Null while the database is unreachable; 404 if the user may not see it. */
export const loadPost = cache(async (param: string, page: '' | '/edit' = '') => {
  const { data: id } = PostId.safeParse(param);
  if (!id) return notFound();
  const path = `/posts/${id}${page}`;
  const found = await tryQuery(findPost(await requireActor(path), id));
  if (found?.status === 'signed-out') return redirectToSignIn(path);
  if (found?.status === 'missing') return notFound();
  return found;
});
