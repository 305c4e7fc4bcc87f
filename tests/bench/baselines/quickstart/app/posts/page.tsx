import { desc, eq } from 'drizzle-orm';
import { auth } from '../../lib/auth/server';
import { db } from '../../lib/db/client';
import { posts } from '../../lib/db/schema';

export const dynamic = 'force-dynamic';

export default async function PostsPage() {
  const { data: session } = await auth.getSession();

  const allPosts = await db
    .select()
    .from(posts)
    .where(eq(posts.isPublished, true))
    .orderBy(desc(posts.createdAt))
    .limit(10);

  return (
    <main className="p-8">
      <h1 className="mb-1 text-2xl font-bold">Published posts</h1>
      {session?.user && (
        <p className="mb-4 text-sm text-gray-600">
          Signed in as <span className="font-medium">{session.user.name}</span>
        </p>
      )}
      <ul className="space-y-2">
        {allPosts.map((post) => (
          <li key={post.id} className="rounded border p-3">
            {post.content}
          </li>
        ))}
      </ul>
    </main>
  );
}
