import { desc } from 'drizzle-orm';
import { db } from '../db/client';
import { publishedPosts } from '../db/schema';

export interface Post {
  id: number;
  content: string;
  createdAt: Date;
}

/** The newest published posts, at most `limit` of them. */
export function newestPosts(limit: number): Promise<Post[]> {
  return db
    .select({ id: publishedPosts.id, content: publishedPosts.content, createdAt: publishedPosts.createdAt })
    .from(publishedPosts)
    .orderBy(desc(publishedPosts.createdAt), desc(publishedPosts.id))
    .limit(limit);
}
