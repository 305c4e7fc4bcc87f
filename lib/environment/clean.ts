/** Pairs of quotes that a terminal, an editor or a form may leave around a value. */
const QUOTED = /^(?:'(.*)'|"(.*)"|`(.*)`|‘(.*)’|“(.*)”)$/;

/**
 * Removes what surrounds a value when it is copied with its context: spaces, line breaks, quotes, its own name (`NAME=`), and
 * for `DATABASE_URL` the command `psql` of the Neon Console.
 * @returns undefined if nothing is left
 */
export function cleanValue(name: string, value = ''): string | undefined {
  const text = unquote(value.replace(/[\t\r\n\u200b]/g, ''));
  const withoutName = unquote(text.replace(new RegExp(`^(export +)?${name} *= *`), ''));
  return unquote(withoutName.replace(/^psql +(?=\S*:\/\/)/, '')) || undefined;
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const quoted = QUOTED.exec(trimmed);
  return quoted ? quoted.slice(1).join('').trim() : trimmed;
}
