import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { redirectToSignIn, requireActor } from '@/lib/auth/session';
import { tryQuery } from '@/lib/db/try-query';
import { type Cursor, readCursor } from '@/lib/posts/cursor';
import { SearchWords } from '@/lib/posts/input';
import { listPublished } from '@/lib/posts/queries';
import { SearchBox } from '../_components/search-box';
import { Unavailable } from '../_components/unavailable';
import { Empty } from './_components/empty';
import { Pager } from './_components/pager';
import { PostListSkeleton } from './_components/post-list-skeleton';
import { PostRows } from './_components/post-row';
import { PostsHeader } from './_components/posts-header';
import { toRow } from './_components/rows';
import { Streamed } from './_components/streamed';

export const dynamic = 'force-dynamic';

export async function generateMetadata({ searchParams }: PageProps<'/posts'>): Promise<Metadata> {
  const words = SearchWords.safeParse((await searchParams).q ?? '').data;
  return { title: words ? `Search: ${words}` : 'Posts' };
}

export default async function PostsPage({ searchParams }: PageProps<'/posts'>) {
  const { q = '', cursor: cursorText } = await searchParams;
  const { data: words, error } = SearchWords.safeParse(q);
  const cursor = cursorText === undefined || error ? null : (readCursor(cursorText, words) ?? notFound());
  const path = pathTo(words ?? '', cursor && String(cursorText));
  return (
    <>
      <PostsHeader title="Posts" path="/posts" />
      <SearchBox path="/posts" label="Search posts" query={String(q)} error={error?.issues[0]?.message} />
      {words !== undefined && (
        <Streamed path={path} skeleton={<PostListSkeleton />}>
          <PublishedPosts words={words} cursor={cursor} path={path} />
        </Streamed>
      )}
    </>
  );
}

async function PublishedPosts({ words, cursor, path }: { words: string; cursor: Cursor | null; path: string }) {
  const actor = await requireActor(path);
  const found = await tryQuery(listPublished(actor, { words, cursor }));
  if (!found) return <Unavailable path={path} />;
  if (found.status === 'signed-out') return redirectToSignIn(path);

  const { posts, newer, older } = found.list;
  // There are no newer posts, so show the first page, which may have more posts than this one.
  if (cursor?.direction === 'newer' && !newer) redirect(pathTo(words, null));
  if (posts.length === 0) return <NoPosts words={words} isFirstPage={!cursor} />;
  return (
    <>
      <PostRows rows={posts.map(toRow)} />
      <Pager newer={newer && pathTo(words, newer)} older={older && pathTo(words, older)} />
    </>
  );
}

function NoPosts({ words, isFirstPage }: { words: string; isFirstPage: boolean }) {
  if (!isFirstPage) {
    return (
      <Empty title="No older posts">
        <a href={pathTo(words, null)} className="button-outline mt-4">
          Back to newest
        </a>
      </Empty>
    );
  }
  if (words) {
    return (
      <Empty
        title={
          <>
            No results for “<bdi>{words}</bdi>”
          </>
        }
      >
        <p>Try different words. Common words are ignored; use quotes for an exact phrase.</p>
        <a href="/posts" className="button-outline mt-4">
          Clear search
        </a>
      </Empty>
    );
  }
  return (
    <Empty title="No posts yet">
      <a href="/posts/new" className="button mt-4">
        Write the first post
      </a>
    </Empty>
  );
}

function pathTo(words: string, cursor: string | null): string {
  const query = new URLSearchParams({ ...(words && { q: words }), ...(cursor && { cursor }) }).toString();
  return query ? `/posts?${query}` : '/posts';
}
