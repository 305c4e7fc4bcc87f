/** One of the alternatives of a search: a post matches if it has all wanted and no excluded words and phrases. */
export interface Alternative {
  wanted: string[];
  excluded: string[];
}

/** Quotation marks of any language, as keyboards type them and as pages write them. Any two enclose a phrase. */
const QUOTES = '"“”„‟«»‹›「」『』〝〞〟＂';
const DASHES = '\\p{Dash_Punctuation}\\u2212';
/** A single dash directly before a word excludes it. Between spaces, or doubled as in `--force`, it is punctuation. */
const MINUS = `(?<=^|\\s)[${DASHES}](?![${DASHES}])`;
const TERM = new RegExp(`(${MINUS})?(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]|([^\\s${QUOTES}]+))`, 'gu');

/** Parses a search in the syntax that search engines share: words, "phrases", -exclusions, and `or` between alternatives. */
export function parseSearch(words: string): Alternative[] {
  const alternatives: Alternative[] = [{ wanted: [], excluded: [] }];
  for (const [, minus, phrase, word] of words.matchAll(TERM)) {
    const term = phrase ?? word ?? '';
    if (!minus && word?.toLowerCase() === 'or') alternatives.push({ wanted: [], excluded: [] });
    else if (/[\p{L}\p{N}]/u.test(term)) alternatives.at(-1)?.[minus ? 'excluded' : 'wanted'].push(term);
  }
  return alternatives.filter(({ wanted, excluded }) => wanted.length + excluded.length > 0);
}

/** Whether each alternative has something to find. Without that, a search finds almost every post, and can use no index. */
export function findsWords(words: string): boolean {
  return parseSearch(words).every(({ wanted }) => wanted.length > 0);
}

/** How many distinct words to mark. Each takes time, and long phrases exhaust memory (seen on PostgreSQL 15). */
const MAX_MARKED_WORDS = 12;

/** Returns a search, in the syntax of `websearch_to_tsquery`, that finds each wanted word separately, to mark them. */
export function anyWantedWord(search: Alternative[]): string {
  const text = search.flatMap(({ wanted }) => wanted).join(' ');
  const distinct = new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu));
  return [...distinct].slice(0, MAX_MARKED_WORDS).join(' or ');
}
