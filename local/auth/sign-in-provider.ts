import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, page } from '../html';
import { readBody, sendHtml, sendJson } from '../http';

/** Where the provider lives on local Neon's host. */
export const PROVIDER_PATH = '/provider';

/** The providers that stand for Google and its like: same names, same flow, but anyone is whom they say. */
export const PROVIDERS = ['google', 'github', 'vercel'] as const;

interface Identity {
  name: string;
  email: string;
}

/**
 * A sign-in provider on this machine (OAuth 2.0, authorization code): a page where one picks or types who to be, and
 * the two endpoints at which Better Auth trades the code for a token and the token for the identity.
 */
export class SignInProvider {
  /** Whom somebody was before, to be picked again. */
  #known = new Map<string, Identity>();
  /** Codes and tokens that have been handed out, each good for one use or until the end. */
  #codes = new Map<string, Identity>();
  #tokens = new Map<string, Identity>();

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const form = new URLSearchParams(request.method === 'POST' ? ((await readBody(request, 100_000)) ?? '') : '');
    switch (`${request.method} ${url.pathname.slice(PROVIDER_PATH.length)}`) {
      case 'GET /authorize':
        return sendHtml(response, 200, this.#page(url));
      case 'POST /authorize':
        return this.#authorize(url, form, response);
      case 'POST /token':
        return this.#exchange(form, response);
      case 'GET /userinfo':
        return this.#identify(request, response);
      default:
        return sendJson(response, 404, { error: 'not_found' });
    }
  }

  #authorize(url: URL, form: URLSearchParams, response: ServerResponse): void {
    const back = new URL(url.searchParams.get('redirect_uri') ?? '/', `http://${response.req.headers.host}`);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    const identity = { name: form.get('name')?.trim() ?? '', email: form.get('email')?.trim().toLowerCase() ?? '' };
    if (identity.name && identity.email) {
      const code = randomUUID();
      this.#codes.set(code, identity);
      this.#known.set(identity.email, identity);
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', 'access_denied');
    }
    response.writeHead(303, { Location: back.href }).end();
  }

  #exchange(form: URLSearchParams, response: ServerResponse): void {
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

  #identify(request: IncomingMessage, response: ServerResponse): void {
    const identity = this.#tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (identity) sendJson(response, 200, { sub: identity.email, ...identity, email_verified: true });
    else sendJson(response, 401, { error: 'invalid_token' });
  }

  #page(url: URL): string {
    const provider = escapeHtml(url.searchParams.get('client_id') ?? 'the provider');
    const known = [...this.#known.values()].map(
      ({ name, email }) => `<li><form method="post">
        <input type="hidden" name="name" value="${escapeHtml(name)}"><input type="hidden" name="email" value="${escapeHtml(email)}">
        <button>${escapeHtml(name)} (${escapeHtml(email)})</button></form></li>`,
    );
    return page(
      `Sign in with ${provider}`,
      `<p>This page stands for ${provider} on this machine. Pick who to be, or type it.</p>
      <ul>${known.join('')}</ul>
      <form method="post">
        <p><label>Name <input name="name" required autocomplete="off"></label></p>
        <p><label>Email <input name="email" type="email" required autocomplete="off"></label></p>
        <p><button>Continue</button></p>
      </form>
      <form method="post"><button>Cancel</button></form>`,
    );
  }
}
