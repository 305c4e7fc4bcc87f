import Link from 'next/link';
import type { ReactNode } from 'react';
import { preview, titleOf } from '@/lib/posts/preview';
import type { ListedPost } from '@/lib/posts/queries';
import { PostByline } from './post-byline';
import { PostText } from './post-text';

const PREVIEW = { length: 400, lines: 6 };

/** A list of posts, each with optional controls. A row disappears while its post is being deleted. */
export function PostList({ posts, actions }: { posts: ListedPost[]; actions?: (post: ListedPost) => ReactNode }) {
  return (
    <ul className="mt-4 divide-y divide-border">
      {posts.map((post) => (
        <li key={post.id} className="py-6 has-[dialog_[data-sending]]:hidden">
          <PostByline post={post} isLink />
          <div className="mt-2 text-lg">
            <Preview post={post} />
          </div>
          {actions?.(post)}
        </li>
      ))}
    </ul>
  );
}

function Preview({ post: { id, content, excerpt } }: { post: ListedPost }) {
  if (excerpt) {
    return (
      <p dir="auto" className="whitespace-pre-line wrap-anywhere">
        {excerpt.map((part, index) =>
          part.isMatch ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
        )}
      </p>
    );
  }
  const text = preview(content, PREVIEW);
  return (
    <>
      <PostText text={text} />
      {text !== content && (
        <Link href={`/posts/${id}`} className="link mt-2 inline-block text-base">
          Read more<span className="sr-only">: {titleOf(content)}</span>
        </Link>
      )}
    </>
  );
}

/** The placeholder of a `PostList`. */
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
