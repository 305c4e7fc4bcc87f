import { randomUUID } from 'node:crypto';
import { crossOriginRoute } from '@/lib/api/cross-origin-route';
import { apiResponse } from '@/lib/api/responses';
import { readJson } from '@/lib/api/route';
import { withActor } from '@/lib/api/with-actor';
import { readCursor } from '@/lib/posts/cursor';
import { IdempotencyKey, SearchWords } from '@/lib/posts/input';
import { createPost } from '@/lib/posts/mutations';
import { listPublished } from '@/lib/posts/queries';
import { NewPost } from './input';
import { cursorNotFound, etagOf, invalidFields, invalidInput, postError, toJson } from './responses';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = crossOriginRoute({
  /** Lists published posts. `?q=` searches; `?cursor=` takes `next` of the previous page. */
  GET: withActor(async (request, actor) => {
    const { searchParams } = new URL(request.url);
    const words = SearchWords.safeParse(searchParams.get('q') ?? '');
    if (!words.success) return invalidFields({ q: words.error.issues[0]?.message ?? '' });
    const text = searchParams.get('cursor');
    const cursor = text === null ? null : readCursor(text, words.data);
    if (text !== null && !cursor) return cursorNotFound();

    const found = await listPublished(actor, { words: words.data, cursor });
    if (found.status === 'signed-out') return postError(found.status);
    return apiResponse({ posts: found.list.posts.map(toJson), next: found.list.older });
  }),

  /** Creates a post. With an `Idempotency-Key`, a retry returns the same post. */
  POST: withActor(async (request, actor) => {
    const body = await readJson(request);
    if ('rejection' in body) return body.rejection;
    const post = NewPost.safeParse(body.json);
    if (!post.success) return invalidInput(post.error);
    const key = IdempotencyKey.safeParse(request.headers.get('idempotency-key') ?? randomUUID());
    if (!key.success) return invalidFields({ 'Idempotency-Key': key.error.issues[0]?.message ?? '' });

    const created = await createPost(actor, { ...post.data, idempotencyKey: key.data });
    if (created.status !== 'done') return postError(created.status);
    const headers = { Location: `/api/posts/${created.post.id}`, ETag: etagOf(created.post) };
    return apiResponse(toJson(created.post), { status: 201, headers });
  }),
});
