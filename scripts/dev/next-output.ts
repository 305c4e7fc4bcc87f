import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** What Next.js prints about itself. Local Neon's start message takes the place of its banner. Experiments are those of next.config.ts. */
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
