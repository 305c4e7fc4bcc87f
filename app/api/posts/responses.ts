import type { z } from 'zod';
import { unauthorized } from '@/lib/api';
import { type ApiError, apiError } from '@/lib/api-response';
import type { Changed, Created, Deleted } from '@/lib/posts/mutations';
import type { Post } from '@/lib/posts/post';

/** A post in JSON. The time of its last change is its version, too, and so its ETag. */
export function toJson({ id, content, isPublished, createdAt, updatedAt, author }: Post) {
  return {
    id,
    content,
    isPublished,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    author: { id: author.id, name: author.name },
  };
}

export function etagOf({ updatedAt }: Post): string {
  return `"${updatedAt.toISOString()}"`;
}

type Refused = Exclude<(Created | Changed | Deleted)['status'], 'done' | 'signed-out'>;

const REFUSALS: Record<Refused, ApiError> = {
  missing: { status: 404, code: 'not_found', message: 'There is no such post.' },
  conflict: {
    status: 409,
    code: 'conflict',
    message: 'The post was changed meanwhile. Read it again, then name its new version.',
  },
  'sent-before': {
    status: 409,
    code: 'idempotency_key_reused',
    message: 'Another post was sent with this Idempotency-Key. Send a new key with a new post.',
  },
  'rate-limited': {
    status: 429,
    code: 'too_many_requests',
    message: 'Too many posts in a minute. Wait, then send it again.',
    headers: { 'Retry-After': '60' },
  },
};

/** For what `readCursor` does not take. */
export function noSuchPage(): Response {
  return apiError({
    status: 404,
    code: 'not_found',
    message: 'There is no such page of this list. Begin without cursor.',
  });
}

export function refusal(status: Refused | 'signed-out'): Response {
  return status === 'signed-out' ? unauthorized() : apiError(REFUSALS[status]);
}

/** 400, with what was wrong by the name of its field. */
export function invalid(error: z.ZodError): Response {
  const fields = new Map<string, string>();
  const say = (name: string, message: string) => fields.set(name, fields.get(name) ?? message);
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') for (const name of issue.keys) say(name, 'There is no such field.');
    else if (issue.path.length === 0) say('body', 'Send a JSON object.');
    else say(String(issue.path[0]), issue.message);
  }
  return invalidFields(Object.fromEntries(fields));
}

export function invalidFields(fields: Record<string, string>): Response {
  return apiError({ status: 400, code: 'invalid_input', message: 'The request is not valid.', fields });
}
