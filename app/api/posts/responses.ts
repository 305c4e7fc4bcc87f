import type { z } from 'zod';
import { type ApiError, apiError, UNAUTHORIZED } from '@/lib/api/responses';
import type { Changed, Created, Deleted } from '@/lib/posts/mutations';
import type { Post } from '@/lib/posts/post';

/** Serializes a post. `updatedAt` is also its version, and so its ETag. */
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

type ErrorStatus = Exclude<(Created | Changed | Deleted)['status'], 'done'>;

const ERRORS: Record<ErrorStatus, ApiError> = {
  'signed-out': UNAUTHORIZED,
  missing: { status: 404, code: 'not_found', message: 'Post not found.' },
  conflict: {
    status: 409,
    code: 'conflict',
    message: 'The post has changed. Fetch it again and send its new version.',
  },
  'key-reused': {
    status: 409,
    code: 'idempotency_key_reused',
    message: 'Another post was created with this Idempotency-Key. Use a new key for a new post.',
  },
  'rate-limited': {
    status: 429,
    code: 'too_many_requests',
    message: 'Too many posts per minute. Wait, then try again.',
    headers: { 'Retry-After': '60' },
  },
};

export function postError(status: ErrorStatus): Response {
  return apiError(ERRORS[status]);
}

/** Responds to a cursor that `readCursor` rejects. */
export function cursorNotFound(): Response {
  return apiError({
    status: 404,
    code: 'not_found',
    message: 'This cursor is not valid for this list. Start again without one.',
  });
}

/** Responds with 400 and a message for each invalid field. */
export function invalidInput(error: z.ZodError): Response {
  const fields = new Map<string, string>();
  const add = (name: string, message: string) => fields.set(name, fields.get(name) ?? message);
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') for (const name of issue.keys) add(name, 'Unknown field.');
    else if (issue.path.length === 0) add('body', 'Send a JSON object.');
    else add(String(issue.path[0]), issue.message);
  }
  return invalidFields(Object.fromEntries(fields));
}

export function invalidFields(fields: Record<string, string>): Response {
  return apiError({ status: 400, code: 'invalid_input', message: 'The request is not valid.', fields });
}
