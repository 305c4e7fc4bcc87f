import { notFound } from 'next/navigation';
import { cache } from 'react';
import { requireActor, signInAndReturn } from '@/lib/auth/session';
import { unlessDown } from '@/lib/db/unless-down';
import { PostId } from '@/lib/posts/input';
import { findPost } from '@/lib/posts/queries';

/** The post of an address, once per request; null while the database is down. What the visitor may not see does not exist. */
export const loadPost = cache(async (address: string, page: '' | '/edit' = '') => {
  const { data: id } = PostId.safeParse(address);
  const actor = await requireActor(`/posts/${encodeURIComponent(address)}${page}`);
  if (!id) return notFound();
  const found = await unlessDown(findPost(actor, id));
  if (found?.status === 'signed-out') return signInAndReturn(`/posts/${id}${page}`);
  if (found?.status === 'missing') return notFound();
  return found;
});
