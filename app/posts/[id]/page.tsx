import type { Metadata } from 'next';
import { Avatar } from '@/app/_components/avatar';
import { Unavailable } from '@/app/_components/unavailable';
import { currentUser } from '@/lib/auth/session';
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
  const image = isOwn ? (await currentUser())?.image : post.author.image;
  return (
    <article>
      <a href="/posts" className="button-quiet -ml-3 print:hidden">
        ← All posts
      </a>
      <h1 className="sr-only">{title}</h1>
      <div className="mt-6 flex items-center gap-3">
        <Avatar name={post.author.name ?? ''} image={image ?? null} />
        <PostByline {...toByline(post)} />
      </div>
      <div className="mt-6 text-xl leading-relaxed">
        <PostText text={post.content} />
      </div>
      {isOwn && (
        <OwnPostForm path={`/posts/${id}`} listPath="/posts/mine">
          <OwnPostControls id={post.id} title={title} isPublished={post.isPublished} />
        </OwnPostForm>
      )}
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
