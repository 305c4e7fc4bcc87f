import { createAuthServer } from '@neondatabase/auth/server';

/** Where the visitor's app would be. */
export const APP = 'http://localhost:3000';

/** A visitor whose server calls Neon Auth through the SDK, and who keeps cookies as a browser would. */
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

/** The same visitor, whose calls go through a real Next.js server: the route in `sdk-route.ts` makes them. */
export class NextVisitor {
  readonly cookies = new Map<string, string>();
  readonly auth: Visitor['auth'];

  constructor(private readonly appUrl: string) {
    this.auth = remote((method, args) => this.#call(method, args));
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Comes to a page behind `proxy.ts`. @returns where it sends the visitor, or null */
  async arriveAt(url: string): Promise<string | null> {
    const headers = { cookie: this.cookieHeader() };
    const answer = await fetch(url, { headers, redirect: 'manual' });
    this.#keep(answer);
    return answer.headers.get('location');
  }

  async #call(method: string[], args: unknown[]): Promise<unknown> {
    const answer = await fetch(`${this.appUrl}/api/sdk`, {
      method: 'POST',
      body: JSON.stringify({ method, args }),
      headers: { cookie: this.cookieHeader(), origin: this.appUrl },
    });
    this.#keep(answer);
    if (!answer.ok) throw new Error(`${method.join('.')} answered ${answer.status}`);
    return answer.json();
  }

  #keep(answer: Response): void {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /max-age=0\b/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** An object on which any method can be called, at any depth, by its name. */
function remote(call: (method: string[], args: unknown[]) => Promise<unknown>, path: string[] = []): Visitor['auth'] {
  return new Proxy<Visitor['auth']>(Object.assign(() => {}, {}) as unknown as Visitor['auth'], {
    get: (_target, name) => remote(call, [...path, String(name)]),
    apply: (_target, _this, args: unknown[]) => call(path, args),
  });
}
