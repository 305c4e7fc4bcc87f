/** A JSON parameter as the text that Postgres reads: arrays become array literals, other objects JSON. */
export function toPostgresText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return arrayLiteral(value);
  return JSON.stringify(value);
}

function arrayLiteral(values: unknown[]): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) return arrayLiteral(value);
    const text = toPostgresText(value);
    return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

/** Postgres's own numbers for its types (`select oid, typname from pg_type`). */
const BOOL = 16;
const NUMBERS = new Set([21, 23, 26, 700, 701]);
const JSONS = new Set([114, 3802]);

/** A value's text as JSON: what JSON cannot hold exactly (int8, numeric, times, ...) stays text. */
export function toJsonValue(text: string | null, dataTypeID: number): unknown {
  if (text === null) return null;
  if (dataTypeID === BOOL) return text === 't';
  if (JSONS.has(dataTypeID)) return JSON.parse(text);
  if (NUMBERS.has(dataTypeID)) return Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}
