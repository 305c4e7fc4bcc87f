import { compactVerify } from 'jose';
import { keys, unlessForged } from '@/lib/auth/keys';

/** How old, in milliseconds, a delivery may be, and how far ahead the clock of its sender. */
const TOLERANCE = 5 * 60_000;

/**
 * Whether Neon Auth sent this body, and just now. The signature is a JWS (Ed25519) without its payload, which is made of the
 * time and the body as it came.
 * @throws when the keys cannot be fetched
 */
export async function isGenuine(headers: Headers, body: Uint8Array): Promise<boolean> {
  const timestamp = headers.get('x-neon-timestamp') ?? '';
  const [header, payload, signature, ...rest] = (headers.get('x-neon-signature') ?? '').split('.');
  if (!header || payload !== '' || !signature || rest.length > 0) return false;
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > TOLERANCE) return false;
  const signed = base64url(`${timestamp}.${base64url(body)}`);
  return (
    (await unlessForged(compactVerify(`${header}.${signed}.${signature}`, keys, { algorithms: ['EdDSA'] }))) !== null
  );
}

function base64url(data: string | Uint8Array): string {
  return Buffer.from(data).toString('base64url');
}
