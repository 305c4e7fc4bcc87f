import { z } from 'zod';
import { SignIn, SignUp } from '@/lib/auth/input';
import { type RateLimitPolicy, SIGN_IN_LIMIT, SIGN_UP_LIMIT } from '@/lib/auth/rate-limits';

interface AllowedRequest {
  method: 'GET' | 'POST';
  /** The same rules as the form's. */
  body?: z.ZodType<{ email?: string }>;
  limit?: RateLimitPolicy;
}

/**
 * The endpoints of Neon Auth that scripts may request on the app's own origin. The app's own pages use server actions
 * instead. To allow another endpoint, add its exact path.
 */
export const ALLOWLIST = new Map<string, AllowedRequest>([
  ['/api/auth/get-session', { method: 'GET' }],
  ['/api/auth/token', { method: 'GET' }],
  ['/api/auth/sign-in/email', { method: 'POST', body: SignIn.omit({ next: true }), limit: SIGN_IN_LIMIT }],
  ['/api/auth/sign-up/email', { method: 'POST', body: SignUp.omit({ next: true }), limit: SIGN_UP_LIMIT }],
  ['/api/auth/sign-out', { method: 'POST', body: z.object({}) }],
]);
