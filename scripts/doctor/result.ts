/** What a check found. A failure or warning has a fix: where in the Console, or by which command. */
export interface Result {
  check: string;
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  message: string;
  fix?: string;
}

export function ok(check: string, message: string): Result {
  return { check, status: 'ok', message };
}

/** The app works, but something is worth a change. */
export function warning(check: string, message: string, fix: string): Result {
  return { check, status: 'warning', message, fix };
}

/** The app, or a part of it, doesn't work. */
export function failed(check: string, message: string, fix: string): Result {
  return { check, status: 'failed', message, fix };
}

export function skipped(check: string, message: string): Result {
  return { check, status: 'skipped', message };
}

const MARKS = { ok: '✓', warning: '!', failed: '✗', skipped: '-' };

/** Formats results for the terminal. */
export function formatResults(results: Result[]): string {
  const width = Math.max(...results.map(({ check }) => check.length));
  const lines = results.flatMap(({ check, status, message, fix }) => [
    `${MARKS[status]} ${check.padEnd(width)}  ${message}`,
    ...(fix ? [`${' '.repeat(width + 4)}Fix: ${fix}`] : []),
  ]);
  const failures = results.filter(({ status }) => status === 'failed').length;
  const summary = failures === 0 ? 'Everything works.' : `${failures} ${failures === 1 ? 'check' : 'checks'} failed.`;
  return [...lines, '', summary].join('\n');
}
