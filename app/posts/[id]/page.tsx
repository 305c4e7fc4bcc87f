import type { Metadata } from 'next';
import Link from 'next/link';
import { Unavailable } from '@/app/_components/unavailable';
import { titleOf } from '@/lib/posts/preview';
import { OwnPostActions } from '../_components/own-post-actions';
import { PostByline } from '../_components/post-byline';
import { PostText } from '../_components/post-text';
import { Streamed } from '../_components/streamed';
import { loadPost } from './load-post';

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: PageProps<'/posts/[id]'>): Promise<Metadata> {
  const found = await loadPost((await params).id);
  return { title: found ? titleOf(found.post.content) : 'Post' };
}

export default async function PostPage({ params }: PageProps<'/posts/[id]'>) {
  const { id } = await params;
  return (
    <Streamed path={id} skeleton={<PostSkeleton />}>
      <LoadedPost id={id} />
    </Streamed>
  );
}

async function LoadedPost({ id }: { id: string }) {
  const found = await loadPost(id);
  if (!found) return <Unavailable path={`/posts/${id}`} />;
  const { post, isOwn } = found;
  return (
    <article>
      <h1 className="sr-only">{titleOf(post.content)}</h1>
      <PostByline post={post} />
      <div className="mt-4 text-xl leading-relaxed">
        <PostText text={post.content} />
      </div>
      {isOwn && <OwnPostActions post={post} path={`/posts/${id}`} listPath="/posts/mine" />}
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
