import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters, styleText } from 'node:util';

/** Whether the terminal shows colors. */
export const hasColors = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;

interface Start {
  /** How long the start took, in seconds. */
  seconds: number;
  /** Local Neon's origin. */
  origin: string;
  /** The connection string of the Postgres protocol, if its port is open. */
  postgresUrl?: string | undefined;
  /** The app's URL, if there is an app. */
  appUrl: string | null;
}

/** Returns what the terminal shows when everything is ready. The app's URL comes last. */
export function startMessage({ seconds, origin, postgresUrl, appUrl }: Start): string {
  const rows = [
    ['Mailbox', `${origin}/mailbox`],
    ...(postgresUrl === undefined ? [] : [['Postgres', postgresUrl]]),
    ['Start over', 'npm run neon reset'],
    ...(appUrl === null ? [] : [['App', appUrl]]),
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(12)}${name === 'App' ? strong(value) : value}`);
  return ['', `Local Neon ready in ${seconds.toFixed(1)} s · ${origin}`, ...lines, ''].join('\n');
}

function strong(text: string): string {
  return hasColors ? styleText(['bold', 'green'], text) : text;
}

/** What Next.js prints about itself. `startMessage` takes the place of its banner. Experiments are those of next.config.ts. */
const NEXT_NOISE = [
  ...[/^▲ Next\.js /, /^- (Local|Network): /, /^✓ (Starting|Ready)\b/, /^✓ Running next\.config/],
  ...[/^- Experiments /, /^○ Compiling (instrumentation|proxy)\b/, /^✓ Finished writing to filesystem cache/],
];

/**
 * Forwards Next.js's output line by line, without its banner, cursor movements and repeated empty lines.
 * @returns the app's URL when Next.js is ready, or null if it ends before
 */
export function forwardNextOutput(output: Readable, print: (line: string) => void): Promise<string | null> {
  return new Promise((resolve) => {
    let url: string | null = null;
    let isExperiment = false;
    let wasEmpty = true;
    const lines = createInterface({ input: output });
    lines.on('line', (line) => {
      const text = stripVTControlCharacters(line).trimEnd();
      url ??= /^- Local: +(http\S+)/.exec(text)?.[1] ?? null;
      if (/^✓ Ready\b/.test(text)) resolve(url);
      isExperiment = /^- Experiments /.test(text) || (isExperiment && text.startsWith('  '));
      const isEmpty = text === '';
      if (isExperiment || (isEmpty && wasEmpty) || NEXT_NOISE.some((pattern) => pattern.test(text))) return;
      wasEmpty = isEmpty;
      print(isEmpty ? '' : line);
    });
    lines.on('close', () => resolve(null));
  });
}
