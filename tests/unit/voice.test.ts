import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Words and phrases that signal a sentence to rewrite. Regular expressions; a space also matches a line break. */
const WORDS = [
  ...['somebody', 'nobody', 'anybody', 'everybody', 'whoever', 'whom', 'who asks'],
  ...['anew', 'meanwhile', 'any more', 'for ever', 'in vain', 'in one go', 'no longer good', '(is|are) good for'],
  ...['(is|are|was|were) told', 'unless told', 'believe[sd]?', 'in words', 'says? so', 'hears?', 'clothes', 'of ours'],
  ...['stands? (in|beside|there)', 'leads? nowhere', 'it leads to', 'goes? on', 'in the name of', 'by way of'],
  ...['(is|are) away', 'there is no such', 'that there (is|are|was|were)', 'copy of the session', 'signed cop(y|ies)'],
  ...['comes? to where', 'where they wanted', 'asks? (nothing|the (auth server|database))'],
];

/** Correct uses. `word` is part of the finding; without it, the whole file is allowed. */
const ALLOWED: { file: string; word?: string; reason: string }[] = [
  { file: 'tests/unit/voice.test.ts', reason: 'lists the words' },
];

const FOLDERS = ['app', 'lib', 'local', 'scripts', 'docs', 'tests'];
const PATTERN = new RegExp(`(?<![-\\w])(?:${WORDS.join('|').replaceAll(' ', '[\\s*/]+')})(?![-\\w@])`, 'gi');
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*(?:\n\s*\/\/.*)*/;
const STRING = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/;
const COMMENT_OR_STRING = new RegExp(`${COMMENT.source}|${STRING.source}`, 'g');
const JSX_TEXT = /(?<=[>}])[^<>{}]+(?=[<{])/g;
const MARKDOWN_CODE = /^```[\s\S]*?^```|`[^`\n]*`/gm;

/** Returns the parts of a file that people read, with their offsets. */
function proseOf(file: string, source: string): { index: number; text: string }[] {
  if (file.endsWith('.md')) {
    return [{ index: 0, text: source.replace(MARKDOWN_CODE, (code) => code.replace(/\S/g, ' ')) }];
  }
  const patterns = file.endsWith('.tsx') ? [COMMENT_OR_STRING, JSX_TEXT] : [COMMENT_OR_STRING];
  return patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(({ index, 0: text }) => ({ index, text })));
}

/** Lists the findings in a file as `file:line: word: the line`. */
function findingsIn(file: string, source: string): string[] {
  const findings = proseOf(file, source).flatMap(({ index, text }) =>
    [...text.matchAll(PATTERN)].map((match) => {
      const word = match[0].replace(/[\s*/]+/g, ' ').toLowerCase();
      const line = source.slice(0, index + match.index).split('\n').length;
      return { word, text: `${file}:${line}: ${word}: ${source.split('\n')[line - 1]?.trim()}` };
    }),
  );
  const allowed = ALLOWED.filter((entry) => entry.file === file).map((entry) => entry.word ?? '');
  const rejected = findings.filter(({ word }) => !allowed.some((part) => word.includes(part)));
  return [...new Set(rejected.map(({ text }) => text))];
}

function files(): string[] {
  const nested = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
  const root = readdirSync('.').filter((name) => /^(proxy|instrumentation)\.ts$|\.md$/.test(name));
  return [...nested, ...root].filter((name) => /\.(tsx?|mjs|css|md)$/.test(name));
}

test('the prose of the project uses plain technical English', () => {
  expect(files().flatMap((file) => findingsIn(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test('a finding in a comment, a string or JSX text is listed with its file and line, and identifiers are ignored', () => {
  const source = "const nobody = 'Ask somebody';\n// who\n// asks\n<p>\n  It's {x} changed meanwhile.</p>";
  expect(findingsIn('app/page.tsx', source)).toEqual([
    "app/page.tsx:1: somebody: const nobody = 'Ask somebody';",
    'app/page.tsx:2: who asks: // who',
    "app/page.tsx:5: meanwhile: It's {x} changed meanwhile.</p>",
  ]);
});

test('a finding in Markdown is listed unless it is code', () => {
  expect(findingsIn('README.md', 'Somebody\n```\nnobody\n```\n`whom` anew')).toEqual([
    'README.md:1: somebody: Somebody',
    'README.md:5: anew: `whom` anew',
  ]);
});
