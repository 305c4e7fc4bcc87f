import Link from 'next/link';
import type { Post } from '@/lib/posts/post';
import { PostTime } from './post-time';

/** Who wrote a post and when; with `href` its time is the way to it. */
export function PostByline({ post, href }: { post: Post; href?: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted-foreground">
      {post.author.name === null ? (
        <span className="italic">Deleted user</span>
      ) : (
        <bdi className="max-w-full truncate font-medium text-foreground">{post.author.name}</bdi>
      )}
      <span aria-hidden>·</span>
      {href ? (
        <Link href={href} className="-my-3 py-3 hover:underline">
          <PostTime at={post.createdAt} />
        </Link>
      ) : (
        <PostTime at={post.createdAt} />
      )}
    </p>
  );
}
