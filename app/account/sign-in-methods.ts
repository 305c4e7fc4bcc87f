import { z } from 'zod';
import { hasMagicLink } from '@/lib/auth/magic-link';
import { providerName } from '@/lib/auth/providers';
import { readAuth } from '@/lib/auth/sdk/read-auth';
import { auth } from '@/lib/auth/server';

const Accounts = z.array(z.object({ providerId: z.string() }));

/** The methods that need only an email address. */
const EMAIL_METHODS = ['email code', ...(hasMagicLink ? ['email link'] : [])];

/** Returns the names of the user's sign-in methods, and whether a password is one; null if Neon Auth is unreachable. */
export async function listSignInMethods(): Promise<{ names: string[]; hasPassword: boolean } | null> {
  const { data } = await readAuth(() => auth.listAccounts());
  const accounts = Accounts.safeParse(data).data;
  if (!accounts) return null;
  const names = accounts.map(({ providerId }) => (providerId === 'credential' ? 'Password' : providerName(providerId)));
  return { names: [...names, ...EMAIL_METHODS], hasPassword: names.includes('Password') };
}
