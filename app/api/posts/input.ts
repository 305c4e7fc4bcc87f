import { z } from 'zod';
import { content, Version } from '@/lib/posts/input';

const isPublished = z.boolean({ error: 'Send true or false.' });
export const NewPost = z.strictObject({ content, isPublished: isPublished.default(false) });
export const PostChange = z.strictObject({
  content: content.optional(),
  isPublished: isPublished.optional(),
  updatedAt: Version.optional(),
});
