import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Reads an env file. Returns nothing if it doesn't exist. */
export function readVariablesIn(file: string): Record<string, string | undefined> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

/** Writes variables into an env file, readable only by its owner. Keeps its other lines. */
export function writeVariables(file: string, variables: Record<string, string>): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const kept = lines.filter(
    (line) => !Object.keys(variables).includes(/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ''),
  );
  // Next.js replaces `$NAME` in a value.
  const written = Object.entries(variables).map(([name, value]) => `${name}="${value.replaceAll('$', '\\$')}"`);
  writeFileSync(file, `${[...kept, ...written].join('\n').trimStart()}\n`, { mode: 0o600 });
}
