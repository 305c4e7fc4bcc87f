import type { Post } from '@/lib/posts/queries';

const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

export function PostList({ posts }: { posts: Post[] }) {
  if (posts.length === 0) return <p className="mt-10 text-muted-foreground">Nothing is published yet.</p>;
  return (
    <ul className="mt-10 divide-y divide-border border-y border-border">
      {posts.map((post) => (
        <li key={post.id} className="py-6">
          <p className="text-lg whitespace-pre-line wrap-anywhere">{post.content}</p>
          <time dateTime={post.createdAt.toISOString()} className="mt-2 block text-sm text-muted-foreground">
            {DATE.format(post.createdAt)}
          </time>
        </li>
      ))}
    </ul>
  );
}
