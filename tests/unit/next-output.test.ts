import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { forwardNextOutput } from '@/scripts/dev/next-output';

async function forward(lines: string[]) {
  const printed: string[] = [];
  const url = await forwardNextOutput(Readable.from([lines.join('\n')]), (line) => printed.push(line));
  return { url, printed };
}

test("Next.js's banner is left out and its URL is read, with and without colors", async () => {
  const plain = [
    ...[
      '▲ Next.js 16.4.6 (Turbopack)',
      '- Local:         http://localhost:3001',
      '- Network:       http://192.0.2.2:3001',
    ],
    ...['✓ Ready in 2.1s', '✓ Running next.config.ts took 68ms', '○ Compiling proxy ...'],
    ...[
      '- Experiments (use with caution):',
      '  · proxyClientMaxBodySize: "2200kb"',
      '  ⨯ serverActions',
      '',
      '\u001b[?25h',
    ],
  ];
  expect(await forward(plain)).toEqual({ url: 'http://localhost:3001', printed: [] });
  const colored = plain.map((line) => line.replace(/^(\S+)/, '\u001b[1m$1\u001b[22m'));
  expect(await forward(colored)).toEqual({ url: 'http://localhost:3001', printed: [] });
});

test('warnings, errors, requests and what the app prints are forwarded', async () => {
  const lines = [
    ...['⚠ Port 3000 is in use by process 1, using available port 3001 instead.', '- Environments: .env.local'],
    ...[' GET / 200 in 3.8s', '⨯ Error: failed', '  at x', '', '- item', '\u001b[31m⨯ unhandledRejection: y\u001b[39m'],
  ];
  expect(await forward(lines)).toEqual({ url: null, printed: lines });
});

test('the URL is null if Next.js ends before it is ready', async () => {
  expect((await forward(['- Local: http://localhost:3000'])).url).toBeNull();
});
