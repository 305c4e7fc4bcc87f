/** A form as a browser without JavaScript would send it, so that a test can send what no browser would. */
export interface RawForm {
  url: string;
  cookie: string;
  /** The hidden fields, by which the server finds the action. */
  hidden: [string, string][];
}

/** Reads a form in the main part of a page: the first one, or that with this button. */
export async function readForm(url: string, cookie = '', button = ''): Promise<RawForm> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const forms = main.match(/<form(?![^>]*role="search")[^>]*method="POST".*?<\/form>/gis) ?? [];
  const form = forms.find((one) => one.includes(`>${button}</button>`)) ?? (button ? '' : (forms[0] ?? ''));
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')],
  );
  if (hidden.length === 0) throw new Error(`${url} has no form:\n${main}`);
  return { url, cookie, hidden };
}

/** Sends it with these fields. The answer is not followed when it redirects. */
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

/** What the page says beside a field, found by the field's name; null when it says nothing. */
export function saidBeside(html: string, name: string): string | null {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0];
  const id = input && /aria-invalid="true"/.test(input) ? /aria-describedby="([^"]*)"/.exec(input)?.[1] : undefined;
  if (!id) return null;
  return new RegExp(`<p id="${id}"[^>]*>([^<]*)</p>`).exec(html)?.[1] ?? null;
}
