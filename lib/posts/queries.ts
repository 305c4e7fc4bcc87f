import { type Actor, asUser, readPublic } from '../db/as-user';
import { toVisibleLine } from '../text/visible';
import { type Cursor, writeCursor } from './cursor';
import type { Author, Missing, Post, SignedOut } from './post';
import { SAMPLE_AUTHORS } from './samples';
import { MATCH, ownPage, ownPost, PAGE_SIZE, publishedPage, publishedPost, searchPage } from './statements';
import { WORD_SEPARATOR } from './table';

interface PageOfPosts {
  cursor: Cursor | null;
  /** A search query in the syntax of `parseSearch`; empty for all posts. */
  words?: string;
}

export interface ListedPost extends Post {
  /** The text around the matches of a search; null without a search. */
  excerpt: Excerpt | null;
}

/** Text in parts, some of which match the search. */
type Excerpt = { text: string; isMatch: boolean }[];

/** A page of posts, newest first, with the cursors of the adjacent pages, or null. */
export interface PostList {
  posts: ListedPost[];
  newer: string | null;
  older: string | null;
}

/** Lists published posts of all users. */
export async function listPublished(
  actor: Actor,
  { cursor, words = '' }: PageOfPosts,
): Promise<SignedOut | { status: 'found'; list: PostList }> {
  const result = await readPublic(actor, words ? searchPage(cursor, words) : publishedPage(cursor));
  if (!result) return { status: 'signed-out' };
  const rows = result.published.map(({ excerpt, authorName, authorImage, userId, ...row }) => ({
    ...row,
    isPublished: true,
    author: toAuthor(userId, authorName, authorImage),
    excerpt: excerpt === null ? null : toExcerpt(excerpt),
  }));
  return { status: 'found', list: toList(rows, cursor, words) };
}

/** Identifies the cursors of a user's own posts. No search query contains a line break. */
export const OWN_LIST = '\nown';

/** Lists the user's own posts, drafts included. */
export async function listOwn(
  actor: Actor,
  cursor: Cursor | null,
): Promise<SignedOut | { status: 'found'; list: PostList }> {
  const result = await asUser(actor, ownPage(cursor));
  if (!result) return { status: 'signed-out' };
  const rows = result.results[0].map((row) => ({ ...row, author: result.user, excerpt: null }));
  return { status: 'found', list: toList(rows, cursor, OWN_LIST) };
}

/** Finds a post that is published or the user's own. */
export async function findPost(
  actor: Actor,
  id: number,
): Promise<SignedOut | Missing | { status: 'found'; post: Post; isOwn: boolean }> {
  const result = await readPublic(actor, publishedPost(id), ownPost(id));
  if (!result) return { status: 'signed-out' };
  const [own] = result.results[0];
  if (own) return { status: 'found', post: { ...own, author: result.user }, isOwn: true };
  const [found] = result.published;
  if (!found) return { status: 'missing' };
  const { userId, authorName, authorImage, ...post } = found;
  return {
    status: 'found',
    post: { ...post, isPublished: true, author: toAuthor(userId, authorName, authorImage) },
    isOwn: false,
  };
}

/** @param rows one more than a page holds if there are more */
function toList(rows: ListedPost[], cursor: Cursor | null, list: string): PostList {
  const isNewer = cursor?.direction === 'newer';
  const hasMore = rows.length > PAGE_SIZE;
  const page = rows.slice(0, PAGE_SIZE);
  if (isNewer) page.reverse();
  const at = (post: ListedPost | undefined, direction: Cursor['direction']) =>
    post ? writeCursor({ direction, createdAt: post.createdAt, id: post.id }, list) : null;
  return {
    posts: page,
    newer: isNewer ? (hasMore ? at(page[0], 'newer') : null) : cursor && at(page[0], 'newer'),
    older: isNewer || hasMore ? at(page.at(-1), 'older') : null,
  };
}

function toAuthor(id: string, name: string | null, image: string | null): Author {
  return (
    SAMPLE_AUTHORS.find((author) => author.id === id) ?? { id, name: name && toVisibleLine(name), image: image || null }
  );
}

function toExcerpt(headline: string): Excerpt {
  const text = headline.replaceAll(WORD_SEPARATOR, '');
  return text.split(MATCH.start).flatMap((part, index) => {
    const [match = '', rest = ''] = part.split(MATCH.end);
    if (index === 0) return [{ text: part, isMatch: false }];
    return [
      { text: match, isMatch: true },
      { text: rest, isMatch: false },
    ];
  });
}
