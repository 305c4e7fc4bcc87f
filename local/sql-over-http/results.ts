import { type Client, type Field, parseCommandTag, type QueryResult } from '../postgres/engine';

/** How rows are written. */
export interface OutputOptions {
  /** Values are Postgres text instead of JSON. */
  rawText: boolean;
  /** Rows are arrays instead of objects. */
  arrayMode: boolean;
}

/** Maps the OID of an array type to the OID of its elements' type. */
type ArrayTypes = ReadonlyMap<number, number>;

/** Postgres type OIDs (`select oid, typname from pg_type`). */
const BOOL = 16;
/** int2, int4, float4, float8. */
const NUMBER_TYPES = new Set([21, 23, 700, 701]);
/** json, jsonb. */
const JSON_TYPES = new Set([114, 3802]);
/** Common types that aren't arrays: bytea, name, int8, text, oid, varchar, bpchar, date, time, timestamps, interval, numeric, uuid. */
const TEXT_TYPES = new Set([17, 19, 20, 25, 26, 1042, 1043, 1082, 1083, 1114, 1184, 1186, 1700, 2950]);

/**
 * Reads which of a result's types are arrays, as Neon does: arrays of enums, composites and other types that users create
 * have OIDs of their own. Common types need no query.
 */
export async function readArrayTypes(client: Client, fields: readonly Field[]): Promise<ArrayTypes> {
  const unknown = fields
    .map(({ dataTypeID }) => dataTypeID)
    .filter((oid) => oid !== BOOL && ![NUMBER_TYPES, JSON_TYPES, TEXT_TYPES].some((types) => types.has(oid)));
  if (unknown.length === 0) return new Map();
  const { rows } = await client.query(
    'select typarray, oid from pg_catalog.pg_type where typarray = any($1::pg_catalog.oid[])',
    [`{${unknown.join(',')}}`],
  );
  return new Map(rows.map(([array, element]) => [Number(array), Number(element)]));
}

/** Returns a result as JSON text. JSON values are copied, so that their numbers stay exact. */
export function resultJson(result: QueryResult, arrayTypes: ArrayTypes, { rawText, arrayMode }: OutputOptions): string {
  const keys = result.fields.map(({ name }) => `${JSON.stringify(name)}:`);
  const toJson = rawText ? textJson : (text: string | null, type: number) => valueJson(text, type, arrayTypes);
  const rows = result.rows.map((row) => {
    const values = row.map((text, index) => toJson(text, result.fields[index]?.dataTypeID ?? 0));
    return arrayMode ? `[${values}]` : `{${values.map((value, index) => keys[index] + value)}}`;
  });
  const { command, rowCount } = parseCommandTag(result.tag);
  const fields = result.fields.map((field) => ({ ...field, format: 'text' }));
  const properties = JSON.stringify({ command, rowCount, rowAsArray: arrayMode, fields });
  return `${properties.slice(0, -1)},"rows":[${rows}]}`;
}

function textJson(text: string | null): string {
  return JSON.stringify(text);
}

/** Converts Postgres text to JSON. Types that JSON can't represent exactly (int8, numeric, times, ...) stay text. */
function valueJson(text: string | null, type: number, arrayTypes: ArrayTypes): string {
  if (text === null) return 'null';
  if (type === BOOL) return String(text === 't');
  if (JSON_TYPES.has(type)) return text;
  if (NUMBER_TYPES.has(type)) return Number.isFinite(Number(text)) ? text : JSON.stringify(text);
  const elementType = arrayTypes.get(type);
  return elementType === undefined ? JSON.stringify(text) : arrayJson(text, elementType, arrayTypes);
}

/** Converts an array literal such as `{1,NULL,"a \"b\""}`, including nested arrays and bounds (`[0:1]={1,2}`). */
function arrayJson(text: string, elementType: number, arrayTypes: ArrayTypes): string {
  return text
    .slice(text.indexOf('{'))
    .replace(/"((?:[^"\\]+|\\.)*)"|[{}]|[^{},"]+/gs, (token: string, quoted: string | undefined) => {
      if (quoted !== undefined) return valueJson(quoted.replace(/\\(.)/gs, '$1'), elementType, arrayTypes);
      if (token === '{') return '[';
      if (token === '}') return ']';
      return token === 'NULL' ? 'null' : valueJson(token, elementType, arrayTypes);
    });
}
