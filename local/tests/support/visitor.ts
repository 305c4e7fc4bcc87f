import { createAuthServer } from '@neondatabase/auth/server';

/** Origin of the simulated app. */
export const APP = 'http://localhost:3000';

/** Simulates a visitor: calls Neon Auth through the SDK and stores cookies as a browser does. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly auth: ReturnType<typeof createAuthServer>;

  constructor(
    baseUrl = process.env.NEON_AUTH_BASE_URL ?? '',
    cookieSecret = process.env.NEON_AUTH_COOKIE_SECRET ?? '',
  ) {
    this.auth = createAuthServer({
      baseUrl,
      cookieSecret,
      context: () => ({
        getCookies: () => this.cookieHeader(),
        setCookie: (name: string, value: string, options: { maxAge?: number }) =>
          this.keep(name, value, options.maxAge),
        getHeader: () => null,
        getOrigin: () => APP,
        getFramework: () => 'nextjs',
      }),
    });
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
  }

  keep(name: string, value: string, maxAge?: number): void {
    if (maxAge === 0 || value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
