import { cookies } from 'next/headers';
import { z } from 'zod';
import { providers } from '@/lib/auth/providers';
import { COOKIE_ATTRIBUTES, ONE_YEAR } from '@/lib/http/cookie-attributes';

const COOKIE = '__Secure-last-sign-in';

const Method = z.enum(['password', 'code', 'link', ...providers.map(({ id }) => id)]);

/** Remembers in this browser how its user signs in. */
export async function rememberMethod(method: string): Promise<void> {
  (await cookies()).set(COOKIE, method, { maxAge: ONE_YEAR, ...COOKIE_ATTRIBUTES });
}

/** Returns how this browser's user signed in last: a method or the id of a provider. */
export async function lastUsedMethod(): Promise<string | undefined> {
  return Method.safeParse((await cookies()).get(COOKIE)?.value).data;
}
