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
const NUMBERS = new Set([21, 23, 700, 701]);
const JSONS = new Set([114, 3802]);
/** An array's type, and that of its elements. */
const ELEMENTS = new Map([
  ...[[1000, BOOL] as const, [1005, 21] as const, [1007, 23] as const],
  ...[[1021, 700] as const, [1022, 701] as const, [199, 114] as const, [3807, 3802] as const],
  // What stays text: int8, numeric, text, varchar, bpchar, name, uuid, bytea, oid, date, time, timestamps, interval, inet, cidr.
  ...[1016, 1231, 1009, 1015, 1014, 1003, 2951, 1001, 1028, 1182, 1183, 1270, 1115, 1185, 1187, 1041, 651].map(
    (array) => [array, 0] as const,
  ),
]);

/** A value's text as JSON: what JSON cannot hold exactly (int8, numeric, times, ...) stays text. */
export function toJsonValue(text: string | null, dataTypeID: number): unknown {
  if (text === null) return null;
  if (dataTypeID === BOOL) return text === 't';
  if (JSONS.has(dataTypeID)) return JSON.parse(text);
  if (NUMBERS.has(dataTypeID)) return Number.isFinite(Number(text)) ? Number(text) : text;
  const element = ELEMENTS.get(dataTypeID);
  return element === undefined ? text : readArray(text, element);
}

/** Reads an array literal such as `{1,NULL,"a \"b\""}`, nested ones and those with bounds (`[0:1]={1,2}`) too. */
function readArray(text: string, element: number): unknown[] {
  const tokens = text.slice(text.indexOf('{')).matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/g);
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  for (const [token, quoted] of tokens) {
    const current = open.at(-1) ?? root;
    if (token === '{') {
      const nested: unknown[] = [];
      current.push(nested);
      open.push(nested);
    } else if (token === '}') {
      open.pop();
    } else if (quoted !== undefined) {
      current.push(toJsonValue(quoted.replace(/\\(.)/gs, '$1'), element));
    } else {
      current.push(toJsonValue(token === 'NULL' ? null : token, element));
    }
  }
  const [value] = root;
  return Array.isArray(value) ? value : [];
}
