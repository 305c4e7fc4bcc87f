import Link from 'next/link';
import type { ReactNode } from 'react';
import { openingOf, titleOf } from '@/lib/posts/opening';
import type { ListedPost } from '@/lib/posts/queries';
import { PostByline } from './post-byline';
import { PostText } from './post-text';

const OPENING = { length: 400, lines: 6 };
/** `actions` is what can be done with a post; a row whose post is being deleted is gone already. */
export function PostList({ posts, actions }: { posts: ListedPost[]; actions?: (post: ListedPost) => ReactNode }) {
  return (
    <ul className="mt-4 divide-y divide-border">
      {posts.map((post) => (
        <li key={post.id} className="py-6 has-[dialog_[data-sending]]:hidden">
          <PostByline post={post} isLink />
          <div className="mt-2 text-lg">
            <Opening post={post} />
          </div>
          {actions?.(post)}
        </li>
      ))}
    </ul>
  );
}

function Opening({ post: { id, content, excerpt } }: { post: ListedPost }) {
  if (excerpt) {
    return (
      <p dir="auto" className="whitespace-pre-line wrap-anywhere">
        {excerpt.map(({ text, isMatch }, index) =>
          isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </p>
    );
  }
  const opening = openingOf(content, OPENING);
  return (
    <>
      <PostText text={opening} />
      {opening !== content && (
        <Link href={`/posts/${id}`} className="link mt-2 inline-block text-base">
          Read on<span className="sr-only">: {titleOf(content)}</span>
        </Link>
      )}
    </>
  );
}

/** What a list looks like before it is there, with a row of `actions` below each post where there will be one. */
export function PostListSkeleton({ actions = false }: { actions?: boolean }) {
  return (
    <div role="progressbar" aria-label="Loading posts" className="mt-4 divide-y divide-border">
      {['w-3/4', 'w-11/12', 'w-2/3', 'w-5/6', 'w-1/2'].map((width) => (
        <div key={width} aria-hidden className="animate-pulse py-6 motion-reduce:animate-none">
          <div className="my-1 h-4 w-40 rounded bg-muted" />
          <div className={`mt-4 mb-1 h-5 rounded bg-muted ${width}`} />
          {actions && <div className="mt-6 mb-3 h-5 w-60 rounded bg-muted" />}
        </div>
      ))}
    </div>
  );
}
