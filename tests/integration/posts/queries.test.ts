import { beforeAll, describe, expect, test } from 'vitest';
import { Actor } from '@/lib/db/as-user';
import { connect } from '@/lib/db/connection';
import { type Cursor, LATEST, readCursor } from '@/lib/posts/cursor';
import { SearchWords } from '@/lib/posts/input';
import { findPost, listOwn, listPublished, OWN_LIST, type PostList } from '@/lib/posts/queries';
import { PAGE_SIZE } from '@/lib/posts/statements';
import { type Account, insertUser } from '../../support/users';

const sql = connect(process.env.DATABASE_URL ?? '');
let account: Account;
let ada: Actor;
/** A word that appears only in the posts of this file. */
const WORD = 'quercus';

const insert = (userId: string, content: string, isPublished: boolean, minutesAgo: number) =>
  sql`insert into posts (user_id, content, is_published, created_at)
      values (${userId}, ${content}, ${isPublished}, date_trunc('minute', now()) - make_interval(mins => ${minutesAgo}))`;

beforeAll(async () => {
  account = await insertUser();
  ada = Actor.fromSession(account.token);
  const statements = [];
  // Pairs of posts share a timestamp, so only the id orders them.
  for (let n = 0; n < 25; n += 1) statements.push(insert(account.id, `${WORD} number ${n}`, true, Math.floor(n / 2)));
  statements.push(insert(account.id, `${WORD} draft`, false, 1));
  await sql.transaction(statements);
});

async function search(words: string, cursor: string | null = null): Promise<PostList> {
  const found = await listPublished(ada, { words, cursor: readCursor(cursor, words) });
  if (found.status !== 'found') throw new Error(found.status);
  return found.list;
}

const numbers = ({ posts }: PostList) => posts.map(({ content }) => Number(/\d+$/.exec(content)));
const NUMBERS = Array.from({ length: 25 }, (_, n) => n);
/** Newest first; of two posts with the same timestamp, the one with the higher id. */
const NEWEST_FIRST = NUMBERS.toSorted((a, b) => Math.floor(a / 2) - Math.floor(b / 2) || b - a);

describe('a list', () => {
  test('pages to its end and back with each post once, even when posts share a timestamp', async () => {
    const pages = [await search(WORD)];
    for (let older = pages[0]?.older; older; older = pages.at(-1)?.older) pages.push(await search(WORD, older));
    expect(pages.flatMap(numbers)).toEqual(NEWEST_FIRST);
    expect(pages.map(({ posts }) => posts.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 5]);
    expect(pages[0]?.newer).toBeNull();

    const second = await search(WORD, pages[2]?.newer);
    expect(numbers(second)).toEqual(numbers(pages[1] ?? { posts: [], newer: null, older: null }));
    expect(numbers(await search(WORD, second.newer))).toEqual(NEWEST_FIRST.slice(0, PAGE_SIZE));
  });

  test('has no newer page at its start and no older page at its end', async () => {
    const first = await search(WORD);
    const newest: Cursor = { direction: 'newer', createdAt: new Date(LATEST), id: 1 };
    const beyond = await listPublished(ada, { words: WORD, cursor: newest });
    expect(beyond).toMatchObject({ list: { posts: [], newer: null } });
    expect(first.newer).toBeNull();
    const last = await listPublished(ada, {
      words: WORD,
      cursor: { ...newest, direction: 'older', createdAt: new Date(0) },
    });
    expect(last).toMatchObject({ list: { posts: [], older: null } });
  });

  test("of the user's own posts includes drafts", async () => {
    const own = await listOwn(ada, null);
    if (own.status !== 'found') throw new Error(own.status);
    expect(own.list.posts.some(({ isPublished }) => !isPublished)).toBe(true);
    const older = await listOwn(ada, readCursor(own.list.older, OWN_LIST));
    expect(older).toMatchObject({ list: { posts: { length: PAGE_SIZE } } });
  });
});

describe('authors', () => {
  test('have a name and a picture until they delete their account', async () => {
    const author = await insertUser();
    const image = 'https://example.com/ada.png';
    await sql`update neon_auth.user set image = ${image} where id = ${author.id}`;
    await insert(author.id, 'ulmus of a deleted user', true, 0);
    expect((await search('ulmus')).posts[0]?.author).toEqual({ id: author.id, name: 'Ada Lovelace', image });
    await sql`delete from neon_auth.user where id = ${author.id}`;
    expect((await search('ulmus')).posts[0]?.author).toEqual({ id: author.id, name: null, image: null });
  });
});

describe('a search', () => {
  test('matches word stems in published posts only and marks the matches', async () => {
    await insert(account.id, 'She was running <em>fast</em>\nalong the fagus', true, 0);
    await insert(account.id, 'A draft fagus that runs', false, 0);
    const { posts } = await search('fagus runs');
    expect(posts).toHaveLength(1);
    const matches = posts[0]?.excerpt?.filter(({ isMatch }) => isMatch).map(({ text }) => text);
    expect(matches).toEqual(['running', 'fagus']);
  });

  test('returns excerpts verbatim, including markup, of short and long posts', async () => {
    const text = 'carpinus <i>betulus</i> &amp; <script>alert(1)</script> 1<2';
    await insert(account.id, text, true, 0);
    await insert(account.id, `${text} ${'and so on '.repeat(40)}`, true, 0);
    const { posts } = await search('carpinus');
    const excerpts = posts.map(({ excerpt }) => excerpt?.map(({ text }) => text).join(''));
    expect(excerpts[1]).toBe(text);
    expect(excerpts[0]?.startsWith(text)).toBe(true);
  });

  test('for many words, or for a word that a post repeats often, finishes within the statement timeout', async () => {
    await insert(account.id, 'x '.repeat(2_500), true, 0);
    expect((await search(`"${'x '.repeat(98).trim()}"`)).posts).toHaveLength(1);
    expect((await search('x '.repeat(100).trim())).posts).toHaveLength(1);
  });

  test('supports quoted phrases, alternatives and exclusions', async () => {
    await insert(account.id, 'tilia cordata', true, 0);
    await insert(account.id, 'cordata tilia', true, 0);
    expect((await search('"tilia cordata"')).posts).toHaveLength(1);
    expect((await search('tilia -cordata')).posts).toHaveLength(0);
    expect((await search('salix or tilia')).posts).toHaveLength(2);
  });

  test('supports the quotation marks and dashes that phones and other languages type', async () => {
    await insert(account.id, 'betula pendula', true, 0);
    await insert(account.id, 'pendula betula', true, 0);
    for (const words of ['“betula pendula”', '„betula pendula“', '«betula pendula»', '「betula pendula」']) {
      expect((await search(words)).posts).toHaveLength(1);
    }
    expect((await search('betula —“betula pendula”')).posts).toHaveLength(1);
  });

  test.each([
    ['Release notes - March', 'A dash between spaces excludes nothing: Release notes - March'],
    ['"Larix notes - March"', 'Larix notes - March'],
    ['pinus.js', 'See pinus.js for more'],
    ['cembra', 'Read https://example.com/cembra/march, it says all'],
    ['https://example.org/changelog/abies', 'Read https://example.org/changelog/abies'],
    ['abies.md', 'In docs/abies.md and elsewhere'],
    ['PICEA', 'The file /srv/picea_omorika-2.tar.gz'],
    ['omorika', 'Written as <picea>omorika</picea>'],
    ['taxus', 'Ask taxus@example.com'],
    ['baccata', 'For “baccata” or #baccata?x=baccata&y=1'],
    ['juniperus', 'A List<juniperus> &juniperus; juniperus~1'],
    ['Cafe\u0301thuja', 'In the Caf\u00E9thuja'],
  ])('for %s finds and marks the post that has it: %s', async (words, content) => {
    await insert(account.id, content, true, 0);
    const [found] = (await search(SearchWords.parse(words))).posts;
    expect(found?.content).toBe(content);
    expect(found?.excerpt?.map(({ text }) => text).join('')).toBe(content);
    expect(found?.excerpt?.some(({ isMatch }) => isMatch)).toBe(true);
  });

  test('finds a word by a part of its address or file name', async () => {
    await insert(account.id, 'Zelkova.js is at https://zelkova.example/docs/cornus-mas', true, 0);
    for (const words of ['zelkova', 'cornus', 'zelkova.js', 'cornus-mas', 'zelkova.example/docs', '"js is at https"']) {
      expect((await search(words)).posts).toHaveLength(1);
    }
    expect((await search('zelkova.mas')).posts).toHaveLength(0);
  });

  test('of which only excluded words count finds nothing', async () => {
    for (const words of ['-quercus', 'the -quercus', 'salix or -quercus']) {
      expect((await search(words)).posts).toHaveLength(0);
    }
  });

  test('does not mark the words that it excludes', async () => {
    await insert(account.id, 'sorbus torminalis', true, 0);
    const [found] = (await search('torminalis -aucuparia or sorbus -domestica -torminalis')).posts;
    expect(found?.excerpt?.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(['sorbus', 'torminalis']);
    expect((await search('sorbus -"sorbus torminalis"')).posts).toHaveLength(0);
  });

  test.each([
    'the',
    'the and of',
    '!!!',
    '"',
    "'; drop table posts; --",
    '&|!<->:*',
    '()',
    '\\',
    '-',
    'a:*b',
    '😀',
    '%',
    '\u202E',
  ])('for %s finds nothing and does not fail', async (words) => {
    expect(await search(words)).toEqual({ posts: [], newer: null, older: null });
  });
});

describe('a post', () => {
  test('is visible to its author, and to other users once it is published', async () => {
    const bob = Actor.fromSession((await insertUser()).token);
    const [row] = await sql`insert into posts (user_id, content) values (${account.id}, 'mine') returning id`;
    const id = Number(row?.id);
    expect(await findPost(ada, id)).toMatchObject({ status: 'found', isOwn: true, post: { isPublished: false } });
    expect(await findPost(bob, id)).toEqual({ status: 'missing' });
    await sql`update posts set is_published = true where id = ${id}`;
    expect(await findPost(bob, id)).toMatchObject({
      status: 'found',
      isOwn: false,
      post: { author: { id: account.id } },
    });
    expect(await findPost(Actor.fromSession('unknown'), id)).toEqual({ status: 'signed-out' });
  });
});
