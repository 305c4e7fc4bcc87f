import { env } from '../env';

interface Provider {
  id: string;
  name: string;
}

/** The providers that Neon Auth knows, by their names. One more is one more line, and one in lib/env.ts. */
const NAMES = { google: 'Google', github: 'GitHub', vercel: 'Vercel' } as const;

/** Those that people can sign in with: `NEON_AUTH_METHODS` names what is configured in Neon Auth. */
export const providers: Provider[] = env.NEON_AUTH_METHODS.flatMap((id) =>
  id === 'magic-link' ? [] : [{ id, name: NAMES[id] }],
);

/** Whether people can sign in with a link in an email. */
export const offersMagicLink = env.NEON_AUTH_METHODS.includes('magic-link');

/** A provider's name, also of one that is configured no more. */
export function providerName(id: string): string {
  return new Map<string, string>(Object.entries(NAMES)).get(id) ?? id;
}
