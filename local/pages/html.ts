/** Markup that is safe to send. Only `html` creates it. */
export class Html {
  constructor(readonly source: string) {}
}

type Value = Html | string | number | false | null | undefined | readonly Value[];

/** Renders a template. Values are escaped unless they are `Html`; arrays are joined; false, null and undefined are omitted. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.reduce((markup, part, index) => markup + toMarkup(values[index - 1]) + part));
}

function toMarkup(value: Value): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.source;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(toMarkup).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
