import { countAttempt, type RateLimit } from '../db/rate-limits';
import { clientNetwork } from '../http/client-ip';
import { hmac } from './sdk/hmac';

/** How many attempts are allowed in a window of `seconds`. */
export interface RateLimitPolicy {
  /** Policies with the same name share their counts. */
  name: string;
  /** For one account from one network. Without `TRUSTED_PROXY_HOPS` networks are unknown, and this limits the account. */
  pair: number;
  /** For one account from all networks together. */
  account: number;
  /** From one network. */
  network: number;
  seconds: number;
}

/** Passwords, at sign-in and for a password change. */
export const SIGN_IN_LIMIT: RateLimitPolicy = { name: 'sign-in', pair: 10, account: 50, network: 100, seconds: 300 };
export const SIGN_UP_LIMIT: RateLimitPolicy = { name: 'sign-up', pair: 5, account: 5, network: 30, seconds: 3_600 };
/** Emails with a code or a link. */
export const EMAIL_LIMIT: RateLimitPolicy = { name: 'send', pair: 5, account: 10, network: 50, seconds: 600 };
/** Codes entered. */
export const CODE_LIMIT: RateLimitPolicy = { name: 'code', pair: 20, account: 40, network: 100, seconds: 600 };

/**
 * Counts an attempt by the current client on the account with an email address.
 * @returns how many seconds to wait if there were too many, else 0
 * @throws if the database is unavailable
 */
export async function secondsToWait(policy: RateLimitPolicy, email: string): Promise<number> {
  const { name, seconds } = policy;
  const [account, client] = [email.trim().toLowerCase(), await clientNetwork()];
  const ownLimits: RateLimit[] = [{ key: keyOf(name, 'pair', account, client ?? ''), max: policy.pair, seconds }];
  if (!client) return countAttempt(ownLimits);
  ownLimits.push({ key: keyOf(name, 'network', client), max: policy.network, seconds });
  const wait = await countAttempt(ownLimits);
  // A rejected attempt does not count for the account: one client cannot lock the account's owner out everywhere.
  return wait > 0 ? wait : countAttempt([{ key: keyOf(name, 'account', account), max: policy.account, seconds }]);
}

/** Hashes a key, so that the table reveals no email or network addresses. */
function keyOf(...parts: string[]): string {
  return hmac(parts.join('\n'));
}
