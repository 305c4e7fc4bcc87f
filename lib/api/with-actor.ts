import { actorFromJwt } from '../auth/jwt';
import { currentActor } from '../auth/session';
import type { Actor } from '../db/as-user';
import { isSameOrigin } from '../http/origin';
import { apiError, CROSS_ORIGIN, UNAUTHORIZED } from './responses';
import type { Handler } from './route';

/**
 * Requires a JWT or the session cookie. With the cookie, only a page of this app can change data. Errors are JSON, not a
 * redirect to sign-in.
 */
export function withActor<Params>(
  handle: (request: Request, actor: Actor, params: Params) => Promise<Response>,
): Handler<Params> {
  return async (request, params) => {
    const actor = await actorOf(request);
    if (actor === 'cross-origin') return apiError(CROSS_ORIGIN);
    return actor ? handle(request, actor, params) : apiError(UNAUTHORIZED);
  };
}

/** An `Authorization` header takes precedence. If it is invalid, the request fails: the cookie is no fallback. */
async function actorOf(request: Request): Promise<Actor | 'cross-origin' | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return token ? actorFromJwt(token) : null;
  }
  const actor = await currentActor();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return actor && !isRead && !isSameOrigin(request) ? 'cross-origin' : actor;
}
