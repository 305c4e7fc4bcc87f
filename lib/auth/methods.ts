import { env } from '../env';

interface Provider {
  id: string;
  name: string;
  /** Where it asks people to sign in. */
  origin: string;
}

/** The providers that Neon Auth knows. One more is one more line, and one in lib/env.ts. */
const PROVIDERS = {
  google: { name: 'Google', origin: 'https://accounts.google.com' },
  github: { name: 'GitHub', origin: 'https://github.com' },
  vercel: { name: 'Vercel', origin: 'https://vercel.com' },
};

/** Those that people can sign in with: `NEON_AUTH_METHODS` names what is configured in Neon Auth. */
export const providers: Provider[] = env.NEON_AUTH_METHODS.flatMap((id) =>
  id === 'magic-link' ? [] : [{ id, ...PROVIDERS[id] }],
);

/** Whether people can sign in with a link in an email. */
export const offersMagicLink = env.NEON_AUTH_METHODS.includes('magic-link');

/** A provider's name, also of one that is configured no more. */
export function providerName(id: string): string {
  return new Map(Object.entries(PROVIDERS)).get(id)?.name ?? id;
}
