import { createPrivateKey, type JsonWebKey, randomUUID, sign } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { z } from 'zod';

/** As Neon documents it: so often, in so many milliseconds altogether. */
const ATTEMPTS = 3;
const TOTAL_LIMIT = 15_000;

export type EventType = 'send.otp' | 'send.magic_link' | 'user.before_create' | 'user.created';

/** A key of the JWKS that Neon Auth publishes, and its private half as a JWK. */
export interface SigningKey {
  kid: string;
  privateKey: JsonWebKey;
}

const Verdict = z.object({
  allowed: z.boolean(),
  error_message: z.string().optional(),
  error_code: z.string().optional(),
});

interface Setup {
  /** Where events go at this moment; null sends none. */
  url: () => string | null;
  signingKey: () => Promise<SigningKey>;
}

/** Neon Auth's webhooks: signed, tried again, each with an id of its own. */
export class Webhooks {
  constructor(private readonly setup: Setup) {}

  /** Asks whether a user may be. Whatever is no clear yes is a no. @throws APIError 403 */
  async beforeUserCreate(user: object): Promise<void> {
    if (!this.setup.url()) return;
    const verdict = Verdict.safeParse(await this.#deliver('user.before_create', user, {}));
    if (verdict.success && verdict.data.allowed) return;
    throw new APIError('FORBIDDEN', {
      message: verdict.data?.error_message ?? 'User creation is not allowed',
      code: verdict.data?.error_code ?? 'USER_CREATION_NOT_ALLOWED',
    });
  }

  /** Tells that a user is there, and waits for no answer. */
  userCreated(user: object): void {
    void this.#deliver('user.created', user, {}).catch(() => {});
  }

  /** Hands over a code or a link for the app to send. */
  async send(type: 'send.otp' | 'send.magic_link', user: object, data: object): Promise<void> {
    await this.#deliver(type, user, data);
  }

  /** @returns the receiver's JSON, or null when none of the attempts had a good answer */
  async #deliver(type: EventType, user: object, data: object): Promise<unknown> {
    const url = this.setup.url();
    if (!url) return null;
    const { kid, privateKey } = await this.setup.signingKey();
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
    const end = timestamp + TOTAL_LIMIT;
    for (let attempt = 1; attempt <= ATTEMPTS && Date.now() < end; attempt += 1) {
      const signal = AbortSignal.timeout(Math.min(TOTAL_LIMIT / ATTEMPTS, end - Date.now()));
      const request = { method: 'POST', body, signal, redirect: 'manual' as const };
      const answer = await fetch(url, {
        ...request,
        headers: { ...headers, 'X-Neon-Delivery-Attempt': String(attempt) },
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch(() => null);
      if (answer && answer.status < 300) return parseJson(answer.text);
      const again = answer === null || answer.status >= 500 || answer.status === 429 || answer.status === 408;
      if (!again) return null;
    }
    return null;
  }
}

/** A detached JWS (`header..signature`) over the time and the raw body. */
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
