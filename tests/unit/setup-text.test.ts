import { describe, expect, test } from 'vitest';
import { withoutReferences } from '@/scripts/setup/references';
import { removeBlock, replaceOnce } from '@/scripts/setup/text';

const SOURCE = `import { a } from './a';

/** Says hello. */
export function hello() {
  return a;
}

test.each([
  ['a', 1],
  ['b', 2],
])('counts %s', (name) => {
  // Why.
  expect(name).toBeDefined();

  expect(a).toBe(1);
});

const list = [
  one,
  two,
];
`;

describe('removeBlock', () => {
  test.each([
    ['a function with its comment', 'function hello', /^import[^\n]*\n\ntest\.each/],
    ['a test by a title after its cases', "'counts %s'", /\}\n\nconst list/],
    ['one line of a list', 'one,', /\[\n {2}two,\n\];/],
    ['a statement with its comment, inside a block', 'expect(name)', /=> \{\n {2}expect\(a\)/],
  ])('removes %s, and keeps one blank line between its neighbors', (_case, text, expected) => {
    const result = removeBlock(SOURCE, text);
    expect(result).toMatch(expected);
    expect(result).not.toContain(text);
    expect(result).not.toMatch(/\n\n\n/);
  });

  test('removes a section of a document up to the next heading of its level', () => {
    expect(removeBlock('# A\n\n## B\n\n```sh\nx\n```\n\n### C\n\nc\n\n## D\n\nd\n', '## B')).toBe('# A\n\n## D\n\nd\n');
  });

  test('removes a setting of a YAML or env file with its comment', () => {
    expect(removeBlock('# A\nA=1\n\n# B\nB=\n\n# C\nC=\n', 'B=')).toBe('# A\nA=1\n\n# C\nC=\n');
    expect(removeBlock('jobs:\n  a:\n    x: 1\n  # B\n  b:\n    y: 2\n  c:\n    z: 3\n', '  b:')).toBe(
      'jobs:\n  a:\n    x: 1\n  c:\n    z: 3\n',
    );
  });

  test('removes a row of a table', () => {
    expect(removeBlock('| a |\n|---|\n| b |\n| c |\n', '| b |')).toBe('| a |\n|---|\n| c |\n');
  });

  test.each([
    ['no line', 'three', '0 lines have: three'],
    ['several lines', 'expect', '2 lines have: expect'],
  ])('throws if %s has the text', (_case, text, message) => {
    expect(() => removeBlock(SOURCE, text)).toThrow(message);
  });
});

test('replaceOnce replaces a text literally, and throws unless it is there once', () => {
  expect(replaceOnce('a b', 'b', '$&')).toBe('a $&');
  expect(() => replaceOnce('a b b', 'b', 'c')).toThrow('2 places have: b');
});

test('a document loses the references to tests that are gone', () => {
  const row = (...tests: string[]) => `| A promise. | ${tests.join(' · ')} |\n`;
  const [kept, gone] = ['`tests/unit/a.test.ts`: works', '`tests/http/b.test.ts`: works, too'];
  const change = (text: string) => withoutReferences(text, (file) => file === 'tests/unit/a.test.ts');
  expect(change(row(kept, gone) + row(gone, kept) + row(gone, gone))).toBe(row(kept) + row(kept) + row('–'));
  const marker = (text: string) => `<!-- ${text} -->\n`;
  expect(change(marker('tested: tests/unit/a.test.ts, tests/http/b.test.ts'))).toBe(
    marker('tested: tests/unit/a.test.ts'),
  );
  expect(change(marker('tested: tests/http/b.test.ts'))).toBe(marker('needs: a try by hand'));
});
