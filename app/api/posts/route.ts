import { randomUUID } from 'node:crypto';
import { apiRoute, readJson, withUser } from '@/lib/api';
import { apiResponse } from '@/lib/api-response';
import { readCursor } from '@/lib/posts/cursor';
import { IdempotencyKey, NewPost, SearchWords } from '@/lib/posts/input';
import { createPost } from '@/lib/posts/mutations';
import { listPublished } from '@/lib/posts/queries';
import { etagOf, invalid, invalidFields, noSuchPage, refusal, toJson } from './responses';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  /** `?q=` searches, `?cursor=` goes on where `next` of the page before says. */
  GET: withUser(async (request, actor) => {
    const { searchParams } = new URL(request.url);
    const words = SearchWords.safeParse(searchParams.get('q') ?? '');
    if (!words.success) return invalidFields({ q: words.error.issues[0]?.message ?? '' });
    const text = searchParams.get('cursor');
    const cursor = text === null ? null : readCursor(text, words.data);
    if (text !== null && !cursor) return noSuchPage();

    const found = await listPublished(actor, { words: words.data, cursor });
    if (found.status === 'signed-out') return refusal(found.status);
    return apiResponse({ posts: found.list.posts.map(toJson), next: found.list.older });
  }),

  /** With an `Idempotency-Key`, the same post sent again is the same post. */
  POST: withUser(async (request, actor) => {
    const body = await readJson(request);
    if ('refusal' in body) return body.refusal;
    const post = NewPost.safeParse(body.json);
    if (!post.success) return invalid(post.error);
    const key = IdempotencyKey.safeParse(request.headers.get('idempotency-key') ?? randomUUID());
    if (!key.success) return invalidFields({ 'Idempotency-Key': key.error.issues[0]?.message ?? '' });

    const created = await createPost(actor, { ...post.data, idempotencyKey: key.data });
    if (created.status !== 'done') return refusal(created.status);
    const headers = { Location: `/api/posts/${created.post.id}`, ETag: etagOf(created.post) };
    return apiResponse(toJson(created.post), { status: 201, headers });
  }),
});
