import { cookies } from 'next/headers';
import { z } from 'zod';
import { withNotice } from '@/app/_notices/redirect';
import { dropSessionCache } from '@/lib/auth/sdk/session-cache';
import { isSignedIn } from '@/lib/auth/session';
import { COOKIE_ATTRIBUTES } from '@/lib/http/cookie-attributes';
import { returnTo, withReturnTo } from '@/lib/http/return-to';

/** The browser sends this cookie only to `/auth/verify-email`. */
const COOKIE = { name: 'unverified-email', path: '/auth/verify-email' };
const MAX_AGE_SECONDS = 600;

const UnverifiedEmail = z.object({ email: z.email(), isSent: z.boolean() });
type UnverifiedEmail = z.infer<typeof UnverifiedEmail>;

/** Remembers the address that must be verified before its user can sign in, and whether a code was sent to it. */
export async function rememberUnverifiedEmail(unverified: UnverifiedEmail): Promise<void> {
  const value = JSON.stringify(unverified);
  (await cookies()).set({ ...COOKIE, value, maxAge: MAX_AGE_SECONDS, ...COOKIE_ATTRIBUTES });
}

export async function readUnverifiedEmail(): Promise<UnverifiedEmail | null> {
  const value = (await cookies()).get(COOKIE.name)?.value;
  try {
    return value ? (UnverifiedEmail.safeParse(JSON.parse(value)).data ?? null) : null;
  } catch {
    return null;
  }
}

export async function forgetUnverifiedEmail(): Promise<void> {
  (await cookies()).delete(COOKIE);
}

/**
 * Ends a verification: forgets the address and drops the session cache.
 * @returns the path to redirect to: `next` if the visitor is signed in, else sign-in
 */
export async function finishVerification(next: unknown): Promise<string> {
  await forgetUnverifiedEmail();
  await dropSessionCache();
  return withNotice((await isSignedIn()) ? returnTo(next) : withReturnTo('/auth/sign-in', next), 'email-verified');
}
