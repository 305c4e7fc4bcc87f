import { createAuthServer, processAuthMiddleware } from '@neondatabase/auth/server';

/** Where the visitor's app would be. */
export const APP = 'http://localhost:3000';

/** A visitor whose server calls Neon Auth through the SDK, and who keeps cookies as a browser would. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly auth: ReturnType<typeof createAuthServer>;

  constructor(
    private readonly baseUrl = process.env.NEON_AUTH_BASE_URL ?? '',
    private readonly cookieSecret = process.env.NEON_AUTH_COOKIE_SECRET ?? '',
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

  /** Comes to a page behind the SDK's middleware, and takes the cookies that it sets. @returns what the middleware does */
  async arriveAt(url: string): Promise<string> {
    const result = await processAuthMiddleware({
      request: new Request(url, { headers: { cookie: this.cookieHeader() } }),
      pathname: new URL(url).pathname,
      skipRoutes: [],
      loginUrl: '/auth/sign-in',
      baseUrl: this.baseUrl,
      cookieSecret: this.cookieSecret,
      logLevel: 'silent',
    });
    for (const cookie of ('cookies' in result && result.cookies) || []) {
      const [pair = ''] = cookie.split(';');
      const maxAge = /max-age=(\d+)/i.exec(cookie)?.[1];
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      this.keep(name, decodeURIComponent(value), maxAge === undefined ? undefined : Number(maxAge));
    }
    return result.action;
  }
}
