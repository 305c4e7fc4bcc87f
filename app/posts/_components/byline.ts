import type { Post } from '@/lib/posts/post';
import { longDate, timeAgo } from '@/lib/text/dates';
import type { Byline } from './post-byline';

/** Returns what `PostByline` shows of a post. */
export function toByline({ author, createdAt }: Pick<Post, 'author' | 'createdAt'>): Byline {
  return {
    author: author.name,
    time: createdAt.toISOString(),
    date: longDate(createdAt),
    ago: timeAgo(createdAt, new Date()),
  };
}
