import { cookies } from 'next/headers';
import { z } from 'zod';
import { THEMES, type Theme } from './themes';

export const ThemeField = z.enum(THEMES);

/** The cookie with the visitor's choice. */
export const THEME_COOKIE = '__Secure-theme';

/** Returns the theme that the visitor chose: 'system' if none. */
export async function currentTheme(): Promise<Theme> {
  return ThemeField.catch('system').parse((await cookies()).get(THEME_COOKIE)?.value);
}
