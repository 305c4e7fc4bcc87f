const MILLISECONDS: Record<string, number> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses a duration as Postgres shows it, such as `1500ms` or `2min`. Returns milliseconds. */
export function parseDuration(text: string): number {
  const [, number = '0', unit = 'ms'] = /^(\d+)(\w+)?$/.exec(text) ?? [];
  return Number(number) * (MILLISECONDS[unit] ?? 1);
}
