import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requireActor, signInAndReturn } from '@/lib/auth/session';
import { unlessDown } from '@/lib/db/unless-down';
import { PostId } from '@/lib/posts/input';
import { findPost } from '@/lib/posts/queries';

/** The post of an address, once per request; null while the database is down. What the visitor may not see does not exist. */
export const loadPost = cache(async (address: string, page: '' | '/edit' = '') => {
  const { data: id } = PostId.safeParse(address);
  if (!id) return notFound();
  const path = `/posts/${id}${page}`;
  const found = await unlessDown(findPost(await requireActor(path), id));
  if (found?.status === 'signed-out') return signInAndReturn(path);
  if (found?.status === 'missing') return notFound();
  return found;
});
