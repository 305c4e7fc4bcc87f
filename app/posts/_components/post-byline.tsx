import Link from 'next/link';
import type { Post } from '@/lib/posts/post';
import { PostTime } from './post-time';

/** A post's author and time. In a list, the time links to the post. */
export function PostByline({ post, isLink = false }: { post: Post; isLink?: boolean }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted-foreground">
      {post.author.name === null ? (
        <span className="italic">Deleted user</span>
      ) : (
        <bdi className="max-w-full truncate font-medium text-foreground">{post.author.name || 'Unnamed user'}</bdi>
      )}
      <span aria-hidden>·</span>
      {isLink ? (
        <Link href={`/posts/${post.id}`} className="-my-3 py-3 hover:underline">
          <PostTime at={post.createdAt} />
          <span className="sr-only">
            , by <bdi>{post.author.name === null ? 'a deleted user' : post.author.name || 'an unnamed user'}</bdi>
          </span>
        </Link>
      ) : (
        <PostTime at={post.createdAt} isLong />
      )}
    </p>
  );
}
