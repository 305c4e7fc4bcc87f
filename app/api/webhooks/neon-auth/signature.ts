import { compactVerify } from 'jose';
import { keys, verifyOrNull } from '@/lib/auth/jwks';

/** How old a delivery may be, and how far its timestamp may be in the future, in milliseconds. */
const TOLERANCE = 5 * 60_000;

/**
 * Whether Neon Auth sent this body within the tolerance. The signature is a detached JWS (Ed25519) over the timestamp and the
 * raw body.
 * @throws if the keys cannot be fetched
 */
export async function isAuthentic(headers: Headers, body: Uint8Array): Promise<boolean> {
  const timestamp = headers.get('x-neon-timestamp') ?? '';
  const [header, payload, signature, ...rest] = (headers.get('x-neon-signature') ?? '').split('.');
  if (!header || payload !== '' || !signature || rest.length > 0) return false;
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > TOLERANCE) return false;
  const signed = base64url(`${timestamp}.${base64url(body)}`);
  const verification = compactVerify(`${header}.${signed}.${signature}`, keys, { algorithms: ['EdDSA'] });
  return (await verifyOrNull(verification)) !== null;
}

function base64url(data: string | Uint8Array): string {
  return Buffer.from(data).toString('base64url');
}
