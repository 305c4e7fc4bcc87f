import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));

/** `api.md` is run as a whole by `tests/http/api-examples.test.ts`. */
const DOCUMENTS = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md') && name !== 'docs/api.md',
);

interface Block {
  place: string;
  code: string;
  /** The comment above the block: `tested: file, file` or `needs: what`. */
  marker: string;
}

const BLOCKS = DOCUMENTS.flatMap((document): Block[] => {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/(?:<!-- (.*) -->\n)?^ *```\w+\n([\s\S]*?)^ *```$/gm)].map((match) => ({
    place: `${document}:${text.slice(0, match.index).split('\n').length}`,
    marker: match[1] ?? '',
    code: match[2] ?? '',
  }));
});

function filesOf({ marker }: Block): string[] {
  return /^tested: (.*)$/.exec(marker)?.[1]?.split(', ') ?? [];
}

/** The names under which a test can refer to an npm script: the command, its file, or else its last word, such as `build`. */
function referencesTo(name: string): string[] {
  const command = scripts[name] ?? '';
  const file = /(?:scripts|local|tests)\/[\w/-]+\.ts/.exec(command)?.[0];
  return [`npm run ${name}`, `npm ${name}`, file ?? command.split(' ').at(-1) ?? name];
}

test('every code block says which test runs it, or what it needs', () => {
  expect(BLOCKS.length).toBeGreaterThan(10);
  expect(BLOCKS.filter(({ marker }) => !/^(tested|needs): \S/.test(marker)).map(({ place }) => place)).toEqual([]);
});

test('the test that runs a code block exists, and runs each of its npm scripts', () => {
  const missing = BLOCKS.flatMap((block) => {
    const files = filesOf(block);
    const absent = files.filter((file) => !existsSync(file));
    const source = files
      .filter(existsSync)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const names = [...block.code.matchAll(/\bnpm (?:run )?([\w:-]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => name in scripts);
    const unused =
      files.length > 0 ? names.filter((name) => !referencesTo(name).some((text) => source.includes(text))) : [];
    return [...absent, ...unused].map((name) => `${block.place}: ${name}`);
  });
  expect(missing).toEqual([]);
});
