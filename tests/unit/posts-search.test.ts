import { describe, expect, test } from 'vitest';
import { SearchWords } from '@/lib/posts/input';
import { parseSearch } from '@/lib/posts/search';

const find = (...wanted: string[]) => [{ wanted, excluded: [] }];

describe('a search', () => {
  test.each([
    ['deep sea', find('deep', 'sea')],
    ['"deep sea" fish', find('deep sea', 'fish')],
    ['fish"deep sea"', find('fish', 'deep sea')],
    ['deep "sea', find('deep', 'sea')],
    ['12" vinyl', find('12', 'vinyl')],
    ["it's Ada’s", find("it's", 'Ada’s')],
    ['Node.js https://neon.com/docs', find('Node.js', 'https://neon.com/docs')],
    ['!!! - ( "…" ☃', []],
  ])('for %s has these terms', (words, terms) => {
    expect(parseSearch(words)).toEqual(terms);
  });

  test.each(['“”', '„“', '‟”', '””', '«»', '»«', '‹›', '「」', '『』', '〝〟', '＂＂', '"”'])(
    'has a phrase in the quotation marks %s',
    ([open, close]) => {
      expect(parseSearch(`${open}deep sea${close}`)).toEqual(find('deep sea'));
    },
  );

  test.each(['-', '\u2010', '\u2011', '–', '—', '−', '－'])('excludes a word or phrase directly after %s', (dash) => {
    expect(parseSearch(`deep ${dash}sea`)).toEqual([{ wanted: ['deep'], excluded: ['sea'] }]);
    expect(parseSearch(`${dash}“big fish” deep`)).toEqual([{ wanted: ['deep'], excluded: ['big fish'] }]);
  });

  test.each([
    ['Release notes - March', find('Release', 'notes', 'March')],
    ['Release notes — March', find('Release', 'notes', 'March')],
    ['e-mail', find('e-mail')],
    ['--force', find('--force')],
    ['"deep"-sea', find('deep', '-sea')],
  ])('for %s excludes nothing', (words, terms) => {
    expect(parseSearch(words)).toEqual(terms);
  });

  test('has alternatives on both sides of an unquoted or', () => {
    expect(parseSearch('or deep sea OR lake -salt or "or"')).toEqual([
      { wanted: ['deep', 'sea'], excluded: [] },
      { wanted: ['lake'], excluded: ['salt'] },
      { wanted: ['or'], excluded: [] },
    ]);
  });

  test.each(['-deep', '–“deep sea”', '-deep -sea', 'lake or -sea'])(
    'for %s is rejected, because it would find almost every post',
    (words) => {
      expect(SearchWords.safeParse(words).error?.issues[0]?.message).toBe(
        'Add a word to find. A minus only excludes words.',
      );
    },
  );

  test.each(['', '-', '- -', '!!!', 'the -sea'])('for %j is accepted', (words) => {
    expect(SearchWords.safeParse(words).success).toBe(true);
  });
});
