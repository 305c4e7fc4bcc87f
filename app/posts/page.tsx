import type { Metadata } from 'next';
import { requireUser } from '@/lib/auth/session';
import { newestPosts } from '@/lib/posts/queries';
import { PostList } from './_components/post-list';

export const metadata: Metadata = { title: 'Posts' };
export const dynamic = 'force-dynamic';

const PAGE_SIZE = 10;

export default async function PostsPage() {
  const user = await requireUser('/posts');
  const posts = await newestPosts(PAGE_SIZE);
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Published posts</h1>
      <p className="mt-2 text-muted-foreground">
        Signed in as <span className="font-medium text-foreground">{user.name}</span>
      </p>
      <PostList posts={posts} />
    </>
  );
}
