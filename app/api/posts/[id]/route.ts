import { crossOriginRoute } from '@/lib/api/cross-origin-route';
import { parseIfMatch } from '@/lib/api/if-match';
import { apiResponse } from '@/lib/api/responses';
import { readJson } from '@/lib/api/route';
import { withActor } from '@/lib/api/with-actor';
import type { Actor } from '@/lib/db/as-user';
import { PostId, Version } from '@/lib/posts/input';
import { changePost, deletePost } from '@/lib/posts/mutations';
import { findPost } from '@/lib/posts/queries';
import { PostChange } from '../input';
import { etagOf, invalidFields, invalidInput, postError, toJson } from '../responses';

const MALFORMED = 'Send the ETag of the post, a list of ETags, or *.';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = crossOriginRoute<{ id: string }>({
  GET: withId(async (_request, actor, id) => {
    const found = await findPost(actor, id);
    if (found.status !== 'found') return postError(found.status);
    return apiResponse(toJson(found.post), { headers: { ETag: etagOf(found.post) } });
  }),

  /** Changes `content`, `isPublished` or both of a version in `If-Match` or `updatedAt`. `If-Match: *` matches any version. */
  PATCH: withId(async (request, actor, id) => {
    const body = await readJson(request);
    if ('rejection' in body) return body.rejection;
    const parsed = PostChange.safeParse(body.json);
    if (!parsed.success) return invalidInput(parsed.error);
    const { updatedAt, ...change } = parsed.data;
    if (Object.keys(change).length === 0) return invalidFields({ body: 'Send content, isPublished or both.' });
    const ifMatch = versionsIn(request);
    if (ifMatch === 'malformed') return invalidFields({ 'If-Match': MALFORMED });
    if (ifMatch === 'missing' && !updatedAt) {
      return invalidFields({ updatedAt: 'Name the version that you edit: its updatedAt, or its ETag in If-Match.' });
    }
    const versions = Array.isArray(ifMatch) ? ifMatch : null;
    if (updatedAt && versions?.every((version) => version.getTime() !== updatedAt.getTime())) {
      return postError('conflict');
    }

    const changed = await changePost(actor, id, change, updatedAt ?? versions);
    if (changed.status !== 'done') return postError(changed.status);
    return apiResponse(toJson(changed.post), { headers: { ETag: etagOf(changed.post) } });
  }),

  /** Deletes the post; with `If-Match`, only a version that it lists. */
  DELETE: withId(async (request, actor, id) => {
    const ifMatch = versionsIn(request);
    if (ifMatch === 'malformed') return invalidFields({ 'If-Match': MALFORMED });
    const deleted = await deletePost(actor, id, Array.isArray(ifMatch) ? ifMatch : null);
    if (deleted.status !== 'done') return postError(deleted.status);
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } });
  }),
});

/** A handler for signed-in users. An invalid id is a 404. */
function withId(handle: (request: Request, actor: Actor, id: number) => Promise<Response>) {
  return withActor(async (request, actor, params: { id: string }) => {
    const { data: id } = PostId.safeParse(params.id);
    return id ? handle(request, actor, id) : postError('missing');
  });
}

/** Reads the versions from `If-Match`. A tag that is no version matches none. */
function versionsIn({ headers }: Request): Date[] | 'any' | 'missing' | 'malformed' {
  const ifMatch = parseIfMatch(headers.get('if-match'));
  return Array.isArray(ifMatch) ? ifMatch.flatMap((tag) => Version.safeParse(tag).data ?? []) : ifMatch;
}
