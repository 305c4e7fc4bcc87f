import { cookies } from 'next/headers';
import { NextResponse } from 'next/server';
import { THEME_COOKIE, ThemeField } from './theme';

const ONE_YEAR = 365 * 24 * 60 * 60;

/** Stores the theme of a `ThemeSwitch`, and redirects back to the page with the form. */
export async function POST(request: Request): Promise<Response> {
  const { data: theme } = ThemeField.safeParse((await request.formData()).get('theme'));
  if (!theme) return new Response('Choose system, light or dark.\n', { status: 400 });
  const store = await cookies();
  const cookie = { name: THEME_COOKIE, httpOnly: true, secure: true, sameSite: 'lax' } as const;
  if (theme === 'system') store.delete(cookie);
  else store.set({ ...cookie, value: theme, maxAge: ONE_YEAR });
  return new NextResponse(null, { status: 303, headers: { Location: pathOf(request.headers.get('referer')) } });
}

/**
 * Returns the path of the referring page; the home page if the browser does not send it. A path that begins with two slashes
 * would lead to another site.
 */
function pathOf(referer: string | null): string {
  if (!referer || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return pathname.replace(/^\/+/, '/') + search;
}
