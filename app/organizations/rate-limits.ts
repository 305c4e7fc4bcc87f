import type { RateLimitPolicy } from '@/lib/auth/rate-limits';

/** Invitations, by sender. */
export const INVITE_LIMIT: RateLimitPolicy = { name: 'invite', pair: 20, account: 20, network: 100, seconds: 3_600 };
/** Organizations, by creator. */
export const CREATE_LIMIT: RateLimitPolicy = {
  name: 'organization',
  pair: 20,
  account: 20,
  network: 100,
  seconds: 3_600,
};
