import { cookies } from 'next/headers';
import { NextResponse } from 'next/server';
import { COOKIE_ATTRIBUTES, ONE_YEAR } from '@/lib/http/cookie-attributes';
import { refererPath } from '@/lib/http/return-to';
import { THEME_COOKIE, ThemeField } from './theme';

/** Stores the theme of a `ThemeSwitch`, and redirects back to the page with the form. */
export async function POST(request: Request): Promise<Response> {
  const { data: theme } = ThemeField.safeParse((await request.formData()).get('theme'));
  if (!theme) return new Response('Choose system, light or dark.\n', { status: 400 });
  const store = await cookies();
  const cookie = { name: THEME_COOKIE, ...COOKIE_ATTRIBUTES };
  if (theme === 'system') store.delete(cookie);
  else store.set({ ...cookie, value: theme, maxAge: ONE_YEAR });
  return new NextResponse(null, { status: 303, headers: { Location: refererPath(request.headers) } });
}
