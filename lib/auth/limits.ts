import { createHmac } from 'node:crypto';
import type { Refusal } from '../action';
import { clientAddress } from '../client-address';
import { countTry, type RateLimit } from '../db/rate-limits';
import { env } from '../env';
import { logError } from '../log';
import { authRefusal, SIGNED_OUT } from './messages';
import { currentUser, isSignedIn } from './session';

/**
 * How often something may be tried, in how many seconds: with one account from one address, with one account from anywhere,
 * and from one address. Where addresses are not known, the first limit counts for the account.
 */
const LIMITS = {
  'sign-in': { pair: 10, account: 50, address: 100, seconds: 300 },
  'sign-up': { pair: 5, account: 5, address: 30, seconds: 3_600 },
  /** Codes and links by email. */
  send: { pair: 5, account: 10, address: 50, seconds: 600 },
  /** Invitations, by who sends them. */
  invite: { pair: 20, account: 20, address: 100, seconds: 3_600 },
  /** Organizations, by who creates them. */
  organization: { pair: 20, account: 20, address: 100, seconds: 3_600 },
  /** Codes that are typed. */
  code: { pair: 20, account: 40, address: 100, seconds: 600 },
} as const;
export type Purpose = keyof typeof LIMITS;

/**
 * Counts a try, by whoever makes this request, with an email address.
 * @returns how many seconds to wait when there were too many, or 0
 * @throws when the database cannot count
 */
export async function secondsToWait(purpose: Purpose, email: string): Promise<number> {
  const { pair, account, address, seconds } = LIMITS[purpose];
  const [who, from] = [email.trim().toLowerCase(), await clientAddress()];
  const own: RateLimit[] = [{ key: keyOf(purpose, 'pair', who, from ?? ''), max: pair, seconds }];
  if (!from) return countTry(own);
  own.push({ key: keyOf(purpose, 'address', from), max: address, seconds });
  const wait = await countTry(own);
  // What is refused already does not count for the account: one address cannot lock its owner out everywhere.
  return wait > 0 ? wait : countTry([{ key: keyOf(purpose, 'account', who), max: account, seconds }]);
}

/** The same for a form: why it must wait, or null. Where nobody can count, nothing may be tried. */
export async function refuseTooMany(purpose: Purpose, email: string): Promise<Refusal | null> {
  try {
    const wait = await secondsToWait(purpose, email);
    return wait === 0 ? null : { message: `Too many attempts. Wait ${inWords(wait)}, then try again.` };
  } catch (error) {
    await logError('rate limit', error);
    return authRefusal(null);
  }
}

/** The same for what the visitor does with their own account. While nobody knows who they are, they may not. */
export async function refuseTooManyOfOwn(purpose: Purpose): Promise<Refusal | null> {
  const user = await currentUser();
  if (user) return refuseTooMany(purpose, user.email);
  return (await isSignedIn()) ? authRefusal(null) : { message: SIGNED_OUT };
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 1 ? 'a minute' : `${minutes} minutes`;
}

/** What the table holds tells nobody whose it is. */
function keyOf(...parts: string[]): string {
  return createHmac('sha256', env.NEON_AUTH_COOKIE_SECRET).update(parts.join('\n')).digest('base64url');
}
