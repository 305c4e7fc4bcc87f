import { cookies } from 'next/headers';
import { z } from 'zod';
import { withNotice } from '../notice';
import { returnTo, withReturnTo } from '../return-to';
import { forgetSessionCopy, isSignedIn } from './session';

/** Only the page that asks for the code is sent it. */
const COOKIE = { name: 'unverified-email', path: '/auth/verify-email' };
const LIFETIME_SECONDS = 600;

const Unverified = z.object({ email: z.email(), isSent: z.boolean() });
type Unverified = z.infer<typeof Unverified>;

/** Remembers, for the page that verifies it, the address of somebody who cannot sign in before, and whether a code is on its way. */
export async function rememberUnverified(unverified: Unverified): Promise<void> {
  const store = await cookies();
  store.set({
    ...COOKIE,
    value: JSON.stringify(unverified),
    maxAge: LIFETIME_SECONDS,
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
  });
}

export async function readUnverified(): Promise<Unverified | null> {
  const value = (await cookies()).get(COOKIE.name)?.value;
  try {
    return value ? (Unverified.safeParse(JSON.parse(value)).data ?? null) : null;
  } catch {
    return null;
  }
}

/** Where a visitor goes whose address has just been verified: on, or to sign in. */
export async function afterVerification(next: unknown): Promise<string> {
  await forgetUnverified();
  await forgetSessionCopy();
  return withNotice((await isSignedIn()) ? returnTo(next) : withReturnTo('/auth/sign-in', next), 'email-verified');
}

export async function forgetUnverified(): Promise<void> {
  (await cookies()).delete(COOKIE);
}
