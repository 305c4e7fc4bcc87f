import { createPrivateKey, type JsonWebKey, randomUUID, sign } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { z } from 'zod';

/** Neon's documented limits. The timeout covers all attempts, in milliseconds. */
const MAX_ATTEMPTS = 3;
const TOTAL_TIMEOUT = 15_000;

export type EventType = 'send.otp' | 'send.magic_link' | 'user.before_create' | 'user.created';

/** A key in Neon Auth's JWKS, with its private JWK. */
export interface SigningKey {
  kid: string;
  privateKey: JsonWebKey;
}

const Decision = z.object({
  allowed: z.boolean(),
  error_message: z.string().optional(),
  error_code: z.string().optional(),
});

interface WebhookOptions {
  /** Returns the current URL, or null when webhooks are off. */
  url: () => string | null;
  signingKey: () => Promise<SigningKey>;
}

/** Sends Neon Auth's webhooks: signed, with retries and an ID for each event. */
export class Webhooks {
  constructor(private readonly options: WebhookOptions) {}

  /**
   * Requests the receiver's decision on a new user. Anything but `allowed: true` refuses the sign-up.
   * @throws APIError 403
   */
  async beforeUserCreate(user: object): Promise<void> {
    if (!this.options.url()) return;
    const decision = Decision.safeParse(await this.#deliver('user.before_create', user, {}));
    if (decision.success && decision.data.allowed) return;
    throw new APIError('FORBIDDEN', {
      message: decision.data?.error_message ?? 'User creation is not allowed',
      code: decision.data?.error_code ?? 'USER_CREATION_NOT_ALLOWED',
    });
  }

  /** Sends `user.created` without waiting for the response. */
  userCreated(user: object): void {
    void this.#deliver('user.created', user, {}).catch(() => {});
  }

  /** Sends a code or a link for the app to deliver. */
  async send(type: 'send.otp' | 'send.magic_link', user: object, data: object): Promise<void> {
    await this.#deliver(type, user, data);
  }

  /** Returns the receiver's JSON, or null when every attempt failed. */
  async #deliver(type: EventType, user: object, data: object): Promise<unknown> {
    const url = this.options.url();
    if (!url) return null;
    const { kid, privateKey } = await this.options.signingKey();
    const eventId = randomUUID();
    const timestamp = Date.now();
    const body = JSON.stringify({
      event_id: eventId,
      event_type: type,
      timestamp: new Date(timestamp).toISOString(),
      context: { endpoint_id: 'local', project_name: 'local' },
      user,
      event_data: data,
    });
    const headers = {
      'Content-Type': 'application/json',
      'X-Neon-Signature': detachedSignature(body, timestamp, kid, privateKey),
      'X-Neon-Signature-Kid': kid,
      'X-Neon-Timestamp': String(timestamp),
      'X-Neon-Event-Type': type,
      'X-Neon-Event-Id': eventId,
    };
    const deadline = timestamp + TOTAL_TIMEOUT;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS && Date.now() < deadline; attempt += 1) {
      const signal = AbortSignal.timeout(Math.min(TOTAL_TIMEOUT / MAX_ATTEMPTS, deadline - Date.now()));
      const request = { method: 'POST', body, signal, redirect: 'manual' as const };
      const reply = await fetch(url, {
        ...request,
        headers: { ...headers, 'X-Neon-Delivery-Attempt': String(attempt) },
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch(() => null);
      if (reply && reply.status < 300) return parseJson(reply.text);
      const isRetryable = reply === null || reply.status >= 500 || reply.status === 429 || reply.status === 408;
      if (!isRetryable) return null;
    }
    return null;
  }
}

/** Signs the timestamp and the raw body as a detached JWS (`header..signature`). */
export function detachedSignature(body: string, timestamp: number, kid: string, privateKey: JsonWebKey): string {
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid })).toString('base64url');
  const payload = `${timestamp}.${Buffer.from(body).toString('base64url')}`;
  const input = `${header}.${Buffer.from(payload).toString('base64url')}`;
  const key = createPrivateKey({ key: privateKey, format: 'jwk' });
  return `${header}..${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

function parseJson(text: string): unknown {
  try {
    return text.length <= 10_000 ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
