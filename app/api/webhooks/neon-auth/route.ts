import { z } from 'zod';
import { apiError, apiResponse } from '@/lib/api/responses';
import { apiRoute } from '@/lib/api/route';
import { recordEvent } from '@/lib/db/webhook-events';
import { parseJson, readBody } from '@/lib/http/body';
import { canSignUp } from './sign-up-rule';
import { isAuthentic } from './signature';

/** The largest event, in bytes. Neon Auth's events have a few hundred. */
const MAX_EVENT_BYTES = 100_000;

const BeforeUserCreate = z.object({
  event_type: z.literal('user.before_create'),
  user: z.object({ email: z.string() }),
});
const UserCreated = z.object({
  event_type: z.literal('user.created'),
  event_id: z.string().min(1),
  user: z.object({ id: z.guid() }),
});
const Event = z.discriminatedUnion('event_type', [BeforeUserCreate, UserCreated]);

/** Receives Neon Auth's webhooks. Neon Auth retries on a 5xx, with at most three attempts in all. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: async (request) => {
    const body = await readBody(request, MAX_EVENT_BYTES);
    if (!body || !(await isAuthentic(request.headers, body))) return apiError(INVALID_SIGNATURE);
    const event = Event.safeParse(parseJson(body)?.json);
    if (!event.success) return apiError(NOT_HANDLED);
    switch (event.data.event_type) {
      case 'user.before_create':
        return apiResponse(canSignUp(event.data.user) ? { allowed: true } : DENIED);
      case 'user.created':
        return apiResponse({ isNew: await recordEvent(toRecord(event.data)) });
    }
  },
});

/** `lib/auth/sdk/error-codes.ts` recognizes this message: the SDK passes on nothing else. */
const DENIED = { allowed: false, error_message: 'User creation is not allowed', error_code: 'SIGN_UP_DENIED' };
const INVALID_SIGNATURE = { status: 401, code: 'invalid_signature', message: 'The signature is missing or not valid.' };
const NOT_HANDLED = {
  status: 422,
  code: 'event_not_handled',
  message: 'This app handles user.before_create and user.created. Turn other events off in the webhook configuration.',
};

function toRecord({ event_id: id, event_type: type, user }: z.infer<typeof UserCreated>) {
  return { id, type, userId: user.id };
}
