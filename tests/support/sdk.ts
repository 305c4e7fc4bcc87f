import type { Visitor } from '../../local/tests/support/visitor';

export { APP, Visitor } from '../../local/tests/support/visitor';

/** A `Visitor` with calls that go through a real Next.js server, by the route in `sdk-route.ts`. */
export class NextVisitor {
  readonly cookies = new Map<string, string>();
  readonly auth: Visitor['auth'];

  constructor(private readonly appUrl: string) {
    this.auth = createRemote((method, args) => this.#call(method, args));
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Requests a page. @returns the redirect target, or null */
  async arriveAt(url: string): Promise<string | null> {
    const headers = { cookie: this.cookieHeader() };
    const response = await fetch(url, { headers, redirect: 'manual' });
    this.#keep(response);
    return response.headers.get('location');
  }

  async #call(method: string[], args: unknown[]): Promise<unknown> {
    const response = await fetch(`${this.appUrl}/api/sdk`, {
      method: 'POST',
      body: JSON.stringify({ method, args }),
      headers: { cookie: this.cookieHeader(), origin: this.appUrl },
    });
    this.#keep(response);
    if (!response.ok) throw new Error(`${method.join('.')} failed with ${response.status}`);
    return response.json();
  }

  #keep(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /max-age=0\b/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** Creates a proxy that forwards any method call, at any depth, to `call`. */
function createRemote(
  call: (method: string[], args: unknown[]) => Promise<unknown>,
  path: string[] = [],
): Visitor['auth'] {
  return new Proxy<Visitor['auth']>(Object.assign(() => {}, {}) as unknown as Visitor['auth'], {
    get: (_target, name) => createRemote(call, [...path, String(name)]),
    apply: (_target, _this, args: unknown[]) => call(path, args),
  });
}
