import { beforeAll, describe, expect, test } from 'vitest';
import { Actor } from '@/lib/db/as-user';
import { connect } from '@/lib/db/connection';
import { type Cursor, LATEST, readCursor } from '@/lib/posts/cursor';
import { findPost, listOwn, listPublished, OWN_LIST, type PostList } from '@/lib/posts/queries';
import { PAGE_SIZE } from '@/lib/posts/statements';
import { type Account, newAccount } from '../../support/accounts';

const sql = connect(process.env.DATABASE_URL ?? '');
let account: Account;
let ada: Actor;
/** A word that only this file's posts have. */
const WORD = 'quercus';

const insert = (userId: string, content: string, isPublished: boolean, minutesAgo: number) =>
  sql`insert into posts (user_id, content, is_published, created_at)
      values (${userId}, ${content}, ${isPublished}, date_trunc('minute', now()) - make_interval(mins => ${minutesAgo}))`;

beforeAll(async () => {
  account = await newAccount();
  ada = Actor.ofSession(account.token);
  const statements = [];
  // Two and two of the same time, so that only the id tells them apart.
  for (let n = 0; n < 25; n += 1) statements.push(insert(account.id, `${WORD} number ${n}`, true, Math.floor(n / 2)));
  statements.push(insert(account.id, `${WORD} draft`, false, 1));
  await sql.transaction(statements);
});

async function search(words: string, place: string | null = null): Promise<PostList> {
  const found = await listPublished(ada, { words, cursor: readCursor(place, words) });
  if (found.status !== 'found') throw new Error(found.status);
  return found.list;
}

const numbers = ({ posts }: PostList) => posts.map(({ content }) => Number(/\d+$/.exec(content)));
const EVERY = Array.from({ length: 25 }, (_, n) => n);
/** Newest first: of two of the same time, the one that was written later. */
const IN_ORDER = EVERY.toSorted((a, b) => Math.floor(a / 2) - Math.floor(b / 2) || b - a);

describe('a list', () => {
  test('is read to its end and back, each post once, also those of the same time', async () => {
    const pages = [await search(WORD)];
    for (let older = pages[0]?.older; older; older = pages.at(-1)?.older) pages.push(await search(WORD, older));
    expect(pages.flatMap(numbers)).toEqual(IN_ORDER);
    expect(pages.map(({ posts }) => posts.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 5]);
    expect(pages[0]?.newer).toBeNull();

    const second = await search(WORD, pages[2]?.newer);
    expect(numbers(second)).toEqual(numbers(pages[1] ?? { posts: [], newer: null, older: null }));
    expect(numbers(await search(WORD, second.newer))).toEqual(IN_ORDER.slice(0, PAGE_SIZE));
  });

  test('begun at the newest has nothing newer, and an empty rest has neither', async () => {
    const first = await search(WORD);
    const before: Cursor = { direction: 'newer', createdAt: new Date(LATEST), id: 1 };
    const beyond = await listPublished(ada, { words: WORD, cursor: before });
    expect(beyond).toMatchObject({ list: { posts: [], newer: null } });
    expect(first.newer).toBeNull();
    const last = await listPublished(ada, {
      words: WORD,
      cursor: { ...before, direction: 'older', createdAt: new Date(0) },
    });
    expect(last).toMatchObject({ list: { posts: [], older: null } });
  });

  test('of one’s own has the drafts, too', async () => {
    const own = await listOwn(ada, null);
    if (own.status !== 'found') throw new Error(own.status);
    expect(own.list.posts.some(({ isPublished }) => !isPublished)).toBe(true);
    const older = await listOwn(ada, readCursor(own.list.older, OWN_LIST));
    expect(older).toMatchObject({ list: { posts: { length: PAGE_SIZE } } });
  });
});

describe('authors', () => {
  test('have their names, and those who deleted their account have none', async () => {
    const gone = await newAccount();
    await insert(gone.id, 'ulmus of somebody', true, 0);
    expect((await search('ulmus')).posts[0]?.author).toEqual({ id: gone.id, name: 'Ada Lovelace' });
    await sql`delete from neon_auth.user where id = ${gone.id}`;
    expect((await search('ulmus')).posts[0]?.author).toEqual({ id: gone.id, name: null });
  });
});

describe('a search', () => {
  test('finds words in all their forms, in published posts alone, and shows where', async () => {
    await insert(account.id, 'She was running <b>fast</b>\nalong the fagus', true, 0);
    await insert(account.id, 'A fagus that nobody runs to sees', false, 0);
    const { posts } = await search('fagus runs');
    expect(posts).toHaveLength(1);
    const matches = posts[0]?.excerpt?.filter(({ isMatch }) => isMatch).map(({ text }) => text);
    expect(matches).toEqual(['running', 'fagus']);
  });

  test('shows what is found as it was written, markup too, in short posts and in long ones', async () => {
    const text = 'carpinus <i>betulus</i> &amp; <script>alert(1)</script> 1<2';
    await insert(account.id, text, true, 0);
    await insert(account.id, `${text} ${'and so on '.repeat(40)}`, true, 0);
    const { posts } = await search('carpinus');
    const shown = posts.map(({ excerpt }) => excerpt?.map(({ text }) => text).join(''));
    expect(shown[1]).toBe(text);
    expect(shown[0]?.startsWith(text)).toBe(true);
  });

  test('of many words, or of one very often, costs no more than others', async () => {
    await insert(account.id, 'x '.repeat(2_500), true, 0);
    expect((await search(`"${'x '.repeat(98).trim()}"`)).posts).toHaveLength(1);
    expect((await search('x '.repeat(100).trim())).posts).toHaveLength(1);
  });

  test('of quoted words, alternatives and exclusions is one', async () => {
    await insert(account.id, 'tilia cordata', true, 0);
    await insert(account.id, 'cordata tilia', true, 0);
    expect((await search('"tilia cordata"')).posts).toHaveLength(1);
    expect((await search('tilia -cordata')).posts).toHaveLength(0);
    expect((await search('salix or tilia')).posts).toHaveLength(2);
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
  ])('for %s breaks nothing and finds nothing', async (words) => {
    expect(await search(words)).toEqual({ posts: [], newer: null, older: null });
  });
});

describe('a post', () => {
  test('is seen by its author as their own, and by others once it is published', async () => {
    const bob = Actor.ofSession((await newAccount()).token);
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
    expect(await findPost(Actor.ofSession('invented'), id)).toEqual({ status: 'signed-out' });
  });
});
