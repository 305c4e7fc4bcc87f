/** A form as a browser without JavaScript submits it. A test can add values that no browser would send. */
export interface RawForm {
  url: string;
  cookie: string;
  /** The hidden fields, which identify the server action, and the value of the button. */
  hidden: [string, string][];
}

/** Every text of a page, or of a part of one, that could not load its data in time. */
const UNAVAILABLE = /Something went wrong|Waking up|Couldn(&#x27;|’)t load|NEXT_REDIRECT;\w+;\/unavailable/;

/** How long a page may be unavailable, in milliseconds. */
const PATIENCE = 60_000;

/** Loads a page that should work. A busy machine can exceed the app's timeouts: then it tries again, as a visitor would. */
export async function loadPage(url: string, cookie: string, redirect: RequestRedirect = 'follow') {
  const start = performance.now();
  for (;;) {
    const response = await fetch(url, { headers: { cookie }, redirect });
    const html = await response.text();
    const isUnavailable = UNAVAILABLE.test(html) || response.headers.get('location')?.startsWith('/unavailable');
    if (!isUnavailable || performance.now() - start > PATIENCE) return { status: response.status, html };
  }
}

/**
 * Reads a form from the `<main>` of a page: the one with this button, or the first one. The button's own value counts as a
 * hidden field, because a browser sends it.
 */
export async function readForm(url: string, cookie = '', button = ''): Promise<RawForm> {
  const { html } = await loadPage(url, cookie);
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const forms = main.match(/<form(?![^>]*role="search")[^>]*method="POST".*?<\/form>/gis) ?? [];
  const form = forms.find((html) => html.includes(`>${button}</button>`)) ?? (button ? '' : (forms[0] ?? ''));
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')],
  );
  const attributes = form.split(`>${button}</button>`)[0]?.split('<button').at(-1) ?? '';
  const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(button ? attributes : '')?.[1];
  const [name, value = ''] = [attribute('name'), attribute('value')];
  if (name) hidden.push([name, value]);
  if (!form) throw new Error(`No form found in ${url}:\n${main}`);
  // The action is empty for a server action, which the page itself receives.
  const action = /^<form[^>]* action="([^"]+)"/.exec(form)?.[1];
  return { url: action ? new URL(action, url).href : url, cookie, hidden };
}

/** Submits the form with these fields. Does not follow redirects. */
export function sendForm(
  form: RawForm,
  fields: [string, string | Blob][],
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of [...form.hidden, ...fields]) body.append(name, value);
  return sendBody(form.url, body, form.cookie, headers);
}

export function sendBody(url: string, body: BodyInit, cookie = '', headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin: new URL(url).origin, accept: 'text/html', cookie, ...headers },
  });
}

/** Returns the error of the field with this name, or null. */
export function saidBeside(html: string, name: string): string | null {
  const input = new RegExp(`<(?:input|textarea)[^>]*name="${name}"[^>]*>`).exec(html)?.[0];
  const id = input && /aria-invalid="true"/.test(input) ? /aria-describedby="([^"]*)"/.exec(input)?.[1] : undefined;
  if (!id) return null;
  return new RegExp(`<p id="${id}"[^>]*>([^<]*)</p>`).exec(html)?.[1] ?? null;
}

/** Returns the value of a field in a page. */
export function fieldValue(html: string, name: string): string | undefined {
  const field = new RegExp(`<(input|textarea|select)[^>]* name="${name}"[^>]*>(?:.*?</\\1>)?`, 's').exec(html);
  const [tag = '', kind] = field ?? [];
  if (kind === 'textarea') return />(.*)<\/textarea>/s.exec(tag)?.[1];
  const option = kind === 'select' ? /<option[^>]* selected=""[^>]*>/.exec(tag)?.[0] : /^[^>]*>/.exec(tag)?.[0];
  return option && (/ value="([^"]*)"/.exec(option)?.[1] ?? '');
}

/** Returns the text that a page shows. */
export function visibleText(html: string): string {
  return html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, '').replaceAll(/<[^>]*>/g, '');
}
