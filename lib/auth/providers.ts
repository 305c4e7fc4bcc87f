import { env } from '../env';

interface Provider {
  id: string;
  name: string;
  /** Where it shows its sign-in page. */
  origin: string;
}

/**
 * The providers that Neon Auth supports. To add one, add a line here and its id in `lib/environment/parse.ts`. Its icon is in
 * `app/auth/_components/provider-icon.tsx`.
 */
const PROVIDERS: Provider[] = [
  { id: 'google', name: 'Google', origin: 'https://accounts.google.com' },
  { id: 'github', name: 'GitHub', origin: 'https://github.com' },
  { id: 'vercel', name: 'Vercel', origin: 'https://vercel.com' },
];

/** The providers that are configured in Neon Auth, in the order of `NEON_AUTH_METHODS`. */
export const providers = env.NEON_AUTH_METHODS.flatMap((method) => PROVIDERS.filter(({ id }) => id === method));

/** The origins that a sign-in form may redirect to: the providers', and Neon Auth's own, where local Neon simulates them. */
export const signInOrigins = [new URL(env.NEON_AUTH_BASE_URL).origin, ...providers.map(({ origin }) => origin)];

/** Returns a provider's name, even if it is no longer configured. */
export function providerName(providerId: string): string {
  return PROVIDERS.find(({ id }) => id === providerId)?.name ?? providerId;
}
