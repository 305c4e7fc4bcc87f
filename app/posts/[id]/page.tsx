import type { Metadata } from 'next';
import { Unavailable } from '@/app/_components/unavailable';
import { titleOf } from '@/lib/posts/preview';
import { toByline } from '../_components/byline';
import { OwnPostControls } from '../_components/own-post-controls';
import { OwnPostForm } from '../_components/own-post-form';
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
  const title = titleOf(post.content);
  return (
    <article>
      <h1 className="sr-only">{title}</h1>
      <PostByline {...toByline(post)} />
      <div className="mt-4 text-xl leading-relaxed">
        <PostText text={post.content} />
      </div>
      {isOwn && (
        <OwnPostForm path={`/posts/${id}`} listPath="/posts/mine">
          <OwnPostControls id={post.id} title={title} isPublished={post.isPublished} />
        </OwnPostForm>
      )}
      <a href="/posts" className="button-quiet mt-10 -ml-3">
        ← All posts
      </a>
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
