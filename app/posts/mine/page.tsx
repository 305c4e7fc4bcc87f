import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { Unavailable } from '@/app/_components/unavailable';
import { keepNotice } from '@/app/_notices/redirect';
import { redirectToSignIn, requireActor } from '@/lib/auth/session';
import { tryQuery } from '@/lib/db/try-query';
import { type Cursor, readCursor } from '@/lib/posts/cursor';
import { listOwn, OWN_LIST } from '@/lib/posts/queries';
import { Empty } from '../_components/empty';
import { OwnPostActions } from '../_components/own-post-actions';
import { Pager } from '../_components/pager';
import { PostList, PostListSkeleton } from '../_components/post-list';
import { PostsHeader } from '../_components/posts-header';
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
        <Link href="/posts/new" className="link">
          Write your first post
        </Link>
      </Empty>
    );
  }
  return (
    <>
      <PostList posts={posts} actions={(post) => <OwnPostActions post={post} path={path} listPath={path} />} />
      <Pager newer={newer && pathTo(newer)} older={older && pathTo(older)} />
    </>
  );
}

function pathTo(cursor: string | null): string {
  return cursor ? `/posts/mine?${new URLSearchParams({ cursor })}` : '/posts/mine';
}
