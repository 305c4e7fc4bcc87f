import { apiAnswer, apiRoute, readJson } from '@/lib/api';
import type { Actor } from '@/lib/db/as-user';
import { PostChange, PostId } from '@/lib/posts/input';
import { changePost, deletePost } from '@/lib/posts/mutations';
import { findPost } from '@/lib/posts/queries';
import { etagOf, invalid, invalidFields, refusal, toJson } from '../answers';

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute<{ id: string }>({
  GET: withId(async (_request, actor, id) => {
    const found = await findPost(actor, id);
    if (found.status !== 'found') return refusal(found.status);
    return apiAnswer(toJson(found.post), { headers: { ETag: etagOf(found.post) } });
  }),

  /** Changes content, isPublished or both, of the version that `If-Match` or `updatedAt` names; `If-Match: *` means any. */
  PATCH: withId(async (request, actor, id) => {
    const body = await readJson(request);
    if ('refusal' in body) return body.refusal;
    const parsed = PostChange.safeParse(body.json);
    if (!parsed.success) return invalid(parsed.error);
    const { updatedAt, ...change } = parsed.data;
    if (Object.keys(change).length === 0) return invalidFields({ body: 'Send content, isPublished or both.' });
    const basedOn = updatedAt ?? versionIn(request.headers.get('if-match'));
    if (basedOn === undefined) {
      return invalidFields({ updatedAt: 'Say which version you change: its updatedAt, or its ETag in If-Match.' });
    }

    const changed = await changePost(actor, id, change, basedOn);
    if (changed.status !== 'done') return refusal(changed.status);
    return apiAnswer(toJson(changed.post), { headers: { ETag: etagOf(changed.post) } });
  }),

  DELETE: withId(async (_request, actor, id) => {
    const deleted = await deletePost(actor, id);
    if (deleted.status !== 'done') return refusal(deleted.status);
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } });
  }),
});

/** What is no id names no post. */
function withId(handle: (request: Request, actor: Actor, id: number) => Promise<Response>) {
  return async (request: Request, actor: Actor, params: { id: string }) => {
    const { data: id } = PostId.safeParse(params.id);
    return id ? handle(request, actor, id) : refusal('missing');
  };
}

/** The version in an `If-Match`: null for any, undefined for none that could be read. */
function versionIn(ifMatch: string | null): Date | null | undefined {
  if (ifMatch?.trim() === '*') return null;
  const time = /^\s*"([^"]+)"\s*$/.exec(ifMatch ?? '')?.[1];
  return time === undefined ? undefined : PostChange.shape.updatedAt.safeParse(time).data;
}
