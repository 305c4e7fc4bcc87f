import type { Metadata } from 'next';
import Link from 'next/link';
import { Unavailable } from '@/app/_components/unavailable';
import { openingOf } from '@/lib/posts/opening';
import { OwnPostActions } from '../_components/own-post-actions';
import { PostByline } from '../_components/post-byline';
import { PostText } from '../_components/post-text';
import { Streamed } from '../_components/streamed';
import { loadPost } from './load-post';

export const dynamic = 'force-dynamic';

const TITLE = { length: 60, lines: 1 };

export async function generateMetadata({ params }: PageProps<'/posts/[id]'>): Promise<Metadata> {
  const found = await loadPost((await params).id);
  return { title: found ? openingOf(found.post.content, TITLE) : 'Post' };
}

export default async function PostPage({ params }: PageProps<'/posts/[id]'>) {
  return (
    <Streamed skeleton={<PostSkeleton />}>
      <PostOf id={(await params).id} />
    </Streamed>
  );
}

async function PostOf({ id }: { id: string }) {
  const found = await loadPost(id);
  if (!found) return <Unavailable path={`/posts/${id}`} />;
  const { post, isOwn } = found;
  return (
    <article>
      <h1 className="sr-only">{openingOf(post.content, TITLE)}</h1>
      <PostByline post={post} />
      <div className="mt-4 text-xl leading-relaxed">
        <PostText text={post.content} />
      </div>
      {isOwn && <OwnPostActions post={post} path={`/posts/${id}`} />}
      <Link href="/posts" className="button-quiet mt-10 -ml-3">
        ← All posts
      </Link>
    </article>
  );
}

function PostSkeleton() {
  return (
    <div role="progressbar" aria-label="Loading the post" className="animate-pulse motion-reduce:animate-none">
      <div className="my-0.5 h-4 w-40 rounded bg-muted" />
      <div className="mt-6 h-5 w-11/12 rounded bg-muted" />
      <div className="mt-3 h-5 w-2/3 rounded bg-muted" />
    </div>
  );
}
