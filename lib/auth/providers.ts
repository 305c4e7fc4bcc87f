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
const PROVIDERS = {
  google: { name: 'Google', origin: 'https://accounts.google.com' },
  github: { name: 'GitHub', origin: 'https://github.com' },
  vercel: { name: 'Vercel', origin: 'https://vercel.com' },
};

/** The providers that are configured in Neon Auth, according to `NEON_AUTH_METHODS`. */
export const providers: Provider[] = env.NEON_AUTH_METHODS.flatMap((id) =>
  id === 'magic-link' ? [] : [{ id, ...PROVIDERS[id] }],
);

/** Whether sign-in links by email are configured in Neon Auth. */
export const hasMagicLink = env.NEON_AUTH_METHODS.includes('magic-link');

/** The origins that a sign-in form may redirect to: the providers', and Neon Auth's own, where local Neon simulates them. */
export const signInOrigins = [new URL(env.NEON_AUTH_BASE_URL).origin, ...providers.map(({ origin }) => origin)];

/** Returns a provider's name, even if it is no longer configured. */
export function providerName(id: string): string {
  return new Map(Object.entries(PROVIDERS)).get(id)?.name ?? id;
}
