import { z } from 'zod';
import { apiRoute } from '@/lib/api';
import { apiError, apiResponse } from '@/lib/api-response';
import { parseJson, readBody } from '@/lib/body';
import { recordEvent } from '@/lib/db/webhook-events';
import { maySignUp } from './sign-up-rule';
import { isGenuine } from './signature';

/** In bytes; Neon Auth's events have some hundred. */
const LARGEST_EVENT = 100_000;

const BeforeUserCreate = z.object({
  event_type: z.literal('user.before_create'),
  user: z.object({ email: z.string() }),
});
const UserCreated = z.object({
  event_type: z.literal('user.created'),
  event_id: z.string().min(1),
  user: z.object({ id: z.uuid() }),
});
const Event = z.discriminatedUnion('event_type', [BeforeUserCreate, UserCreated]);

/** Neon Auth's webhooks. What is answered with a 5xx is sent again, up to three times in all. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute({
  POST: async (request) => {
    const body = await readBody(request, LARGEST_EVENT);
    if (!body || !(await isGenuine(request.headers, body))) return apiError(NOT_GENUINE);
    const event = Event.safeParse(parseJson(body)?.json);
    if (!event.success) return apiError(NOT_HANDLED);
    switch (event.data.event_type) {
      case 'user.before_create':
        return apiResponse(maySignUp(event.data.user) ? { allowed: true } : DENIED);
      case 'user.created':
        return apiResponse({ isNew: await recordEvent(toRecord(event.data)) });
    }
  },
});

/** By this message `lib/auth/messages.ts` knows it again: the SDK passes nothing else on. */
const DENIED = { allowed: false, error_message: 'User creation is not allowed', error_code: 'SIGN_UP_DENIED' };
const NOT_GENUINE = { status: 401, code: 'invalid_signature', message: 'Neon Auth did not send this just now.' };
const NOT_HANDLED = {
  status: 422,
  code: 'event_not_handled',
  message:
    'This app handles user.before_create and user.created. Switch other events off where webhooks are configured.',
};

function toRecord({ event_id: id, event_type: type, user }: z.infer<typeof UserCreated>) {
  return { id, type, userId: user.id };
}
