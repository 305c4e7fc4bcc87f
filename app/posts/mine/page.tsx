import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { Unavailable } from '@/app/_components/unavailable';
import { keepNotice } from '@/app/_notices/redirect';
import { redirectToSignIn, requireActor } from '@/lib/auth/session';
import { tryQuery } from '@/lib/db/try-query';
import { type Cursor, readCursor } from '@/lib/posts/cursor';
import { listOwn, OWN_LIST } from '@/lib/posts/queries';
import { Empty } from '../_components/empty';
import { OwnPostForm } from '../_components/own-post-form';
import { OwnPostRows } from '../_components/own-post-rows';
import { Pager } from '../_components/pager';
import { PostListSkeleton } from '../_components/post-list-skeleton';
import { PostsHeader } from '../_components/posts-header';
import { toOwnRow } from '../_components/rows';
import { Streamed } from '../_components/streamed';

export const metadata: Metadata = { title: 'My posts' };
export const dynamic = 'force-dynamic';

export default async function OwnPostsPage({ searchParams }: PageProps<'/posts/mine'>) {
  const { cursor: cursorText, notice } = await searchParams;
  const cursor = cursorText === undefined ? null : (readCursor(cursorText, OWN_LIST) ?? notFound());
  const path = pathTo(cursor && String(cursorText));
  return (
    <>
      <PostsHeader title="My posts" path="/posts/mine" />
      <Streamed path={path} skeleton={<PostListSkeleton actions />}>
        <OwnPosts cursor={cursor} path={path} notice={notice} />
      </Streamed>
    </>
  );
}

async function OwnPosts({ cursor, path, notice }: { cursor: Cursor | null; path: string; notice: unknown }) {
  const actor = await requireActor(path);
  const found = await tryQuery(listOwn(actor, cursor));
  if (!found) return <Unavailable path={path} />;
  if (found.status === 'signed-out') return redirectToSignIn(path);

  const { posts, newer, older } = found.list;
  if (cursor && (posts.length === 0 || (cursor.direction === 'newer' && !newer))) {
    redirect(keepNotice('/posts/mine', notice));
  }
  if (posts.length === 0) {
    return (
      <Empty title="No posts yet">
        <p>Your drafts and published posts appear here.</p>
        <a href="/posts/new" className="button mt-4">
          Write your first post
        </a>
      </Empty>
    );
  }
  return (
    <>
      <OwnPostForm path={path} listPath={path} hasOwnMessage>
        <OwnPostRows rows={posts.map(toOwnRow)} />
      </OwnPostForm>
      <Pager newer={newer && pathTo(newer)} older={older && pathTo(older)} />
    </>
  );
}

function pathTo(cursor: string | null): string {
  return cursor ? `/posts/mine?${new URLSearchParams({ cursor })}` : '/posts/mine';
}
