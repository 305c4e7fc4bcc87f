import { ExactNumber, toJsonText } from './exact-json';

/** Converts a JSON parameter to Postgres text: arrays become array literals, other objects become JSON. */
export function toPostgresText(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? arrayLiteral(value) : toJsonText(value);
}

/**
 * Neon writes a string in an array as JSON. Postgres reads `\n` in an array literal as `n`, so control characters
 * are lost. The driver avoids this: it writes array literals itself.
 */
function arrayLiteral(values: unknown[]): string {
  const items = values.map((value) => {
    if (value === null) return 'NULL';
    if (Array.isArray(value)) return arrayLiteral(value);
    const isObject = typeof value === 'object' && !(value instanceof ExactNumber);
    return isObject ? JSON.stringify(toJsonText(value)) : toJsonText(value);
  });
  return `{${items.join(',')}}`;
}
