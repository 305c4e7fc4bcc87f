/** Converts a JSON parameter to Postgres text: arrays become array literals, other objects become JSON. */
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

/** Postgres type OIDs (`select oid, typname from pg_type`). */
const BOOL = 16;
const NUMBER_TYPES = new Set([21, 23, 700, 701]);
const JSON_TYPES = new Set([114, 3802]);
/** Maps an array type to its element type. 0 leaves the elements as text. */
const ELEMENT_TYPES = new Map([
  ...[[1000, BOOL] as const, [1005, 21] as const, [1007, 23] as const],
  ...[[1021, 700] as const, [1022, 701] as const, [199, 114] as const, [3807, 3802] as const],
  // Text elements: int8, numeric, text, varchar, bpchar, name, uuid, bytea, oid, date, time, timestamps, interval, inet, cidr.
  ...[1016, 1231, 1009, 1015, 1014, 1003, 2951, 1001, 1028, 1182, 1183, 1270, 1115, 1185, 1187, 1041, 651].map(
    (array) => [array, 0] as const,
  ),
]);

/** Converts Postgres text to a JSON value. Types that JSON can't represent exactly (int8, numeric, times, ...) stay text. */
export function toJsonValue(text: string | null, dataTypeID: number): unknown {
  if (text === null) return null;
  if (dataTypeID === BOOL) return text === 't';
  if (JSON_TYPES.has(dataTypeID)) return JSON.parse(text);
  if (NUMBER_TYPES.has(dataTypeID)) return Number.isFinite(Number(text)) ? Number(text) : text;
  const elementType = ELEMENT_TYPES.get(dataTypeID);
  return elementType === undefined ? text : parseArray(text, elementType);
}

/** Parses an array literal such as `{1,NULL,"a \"b\""}`, including nested arrays and bounds (`[0:1]={1,2}`). */
function parseArray(text: string, elementType: number): unknown[] {
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
      current.push(toJsonValue(quoted.replace(/\\(.)/gs, '$1'), elementType));
    } else {
      current.push(toJsonValue(token === 'NULL' ? null : token, elementType));
    }
  }
  const [value] = root;
  return Array.isArray(value) ? value : [];
}
