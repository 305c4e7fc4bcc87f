import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http';
import { type Identity, providerPage } from '../pages/provider';
import { PROVIDER_POLICY, sendPage } from '../pages/response';
import { PROVIDER_PATH } from './paths';

/** Have the names and the flow of the real providers, but accept any identity. */
export const PROVIDERS = ['google', 'github', 'vercel'] as const;

/**
 * Simulates an OAuth 2.0 provider with the authorization code flow. The user chooses an identity on its page. Better Auth
 * exchanges the code for a token, and the token for the identity.
 */
export class OAuthProvider {
  /** Identities used so far, by email. The page offers them again. */
  #identities = new Map<string, Identity>();
  /** Each code works once. */
  #codes = new Map<string, Identity>();
  #tokens = new Map<string, Identity>();

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const form = new URLSearchParams(request.method === 'POST' ? ((await readBody(request, 100_000)) ?? '') : '');
    switch (`${request.method} ${url.pathname.slice(PROVIDER_PATH.length)}`) {
      case 'GET /authorize':
        return this.#sendPage(url, response);
      case 'POST /authorize':
        return this.#authorize(url, form, response);
      case 'POST /token':
        return this.#exchangeCode(form, response);
      case 'GET /userinfo':
        return this.#sendIdentity(request, response);
      default:
        return sendJson(response, 404, { error: 'not_found' });
    }
  }

  #sendPage(url: URL, response: ServerResponse): void {
    const provider = url.searchParams.get('client_id') ?? 'the provider';
    sendPage(response, 200, providerPage(provider, [...this.#identities.values()]), PROVIDER_POLICY);
  }

  #authorize(url: URL, form: URLSearchParams, response: ServerResponse): void {
    const callback = new URL(url.searchParams.get('redirect_uri') ?? '/', `http://${response.req.headers.host}`);
    callback.searchParams.set('state', url.searchParams.get('state') ?? '');
    const identity = { name: form.get('name')?.trim() ?? '', email: form.get('email')?.trim().toLowerCase() ?? '' };
    if (identity.name && identity.email) {
      const code = randomUUID();
      this.#codes.set(code, identity);
      this.#identities.set(identity.email, identity);
      callback.searchParams.set('code', code);
    } else {
      callback.searchParams.set('error', 'access_denied');
    }
    response.writeHead(303, { Location: callback.href }).end();
  }

  #exchangeCode(form: URLSearchParams, response: ServerResponse): void {
    const code = form.get('code') ?? '';
    const identity = this.#codes.get(code);
    this.#codes.delete(code);
    if (identity) {
      const token = randomUUID();
      this.#tokens.set(token, identity);
      sendJson(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 3_600 });
    } else {
      sendJson(response, 400, { error: 'invalid_grant' });
    }
  }

  #sendIdentity(request: IncomingMessage, response: ServerResponse): void {
    const identity = this.#tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (identity) sendJson(response, 200, { sub: identity.email, ...identity, email_verified: true });
    else sendJson(response, 401, { error: 'invalid_token' });
  }
}
