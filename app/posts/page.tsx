import type { Metadata } from 'next';
import { requireUser } from '@/lib/auth/session';
import { unlessDown } from '@/lib/db/unless-down';
import { newestPosts } from '@/lib/posts/queries';
import { Unavailable } from '../_components/unavailable';
import { PostList } from './_components/post-list';

export const metadata: Metadata = { title: 'Posts' };
export const dynamic = 'force-dynamic';

const PAGE_SIZE = 10;

export default async function PostsPage() {
  const user = await requireUser('/posts');
  const posts = await unlessDown(newestPosts(PAGE_SIZE));
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Published posts</h1>
      <p className="mt-2 text-muted-foreground">
        Signed in as <span className="font-medium text-foreground">{user.name}</span>
      </p>
      {posts ? <PostList posts={posts} /> : <Unavailable path="/posts" />}
    </>
  );
}
