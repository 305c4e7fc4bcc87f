import { type Actor, asUser, forUser } from '../db/as-user';
import { type Cursor, writeCursor } from './cursor';
import { type Missing, type Post, SAMPLE_AUTHOR, type SignedOut } from './post';
import { ownPage, ownPost, PAGE_SIZE, publishedPage, publishedPost, STAND_INS, searchPage } from './statements';

/** Where a list begins, and what its posts must contain. */
interface PageOfPosts {
  cursor: Cursor | null;
  /** Words to search for, as `websearch_to_tsquery` reads them; empty for all posts. */
  words?: string;
}

export interface ListedPost extends Post {
  /** The parts around what was searched for; null when nothing was. */
  excerpt: Excerpt | null;
}

/** Text in pieces, of which some are what was searched for. */
type Excerpt = { text: string; isMatch: boolean }[];

/** A page of a list, newest first, with the cursors of the pages beside it: null where there is none. */
export interface PostList {
  posts: ListedPost[];
  newer: string | null;
  older: string | null;
}

/** The published posts of everybody. */
export async function listPublished(
  actor: Actor,
  { cursor, words = '' }: PageOfPosts,
): Promise<SignedOut | { status: 'found'; list: PostList }> {
  const answer = await forUser(actor, words ? searchPage(cursor, words) : publishedPage(cursor));
  if (!answer) return { status: 'signed-out' };
  const rows = answer.published.map(({ excerpt, authorName, userId, ...row }) => ({
    ...row,
    isPublished: true,
    author: toAuthor(userId, authorName),
    excerpt: excerpt === null ? null : toExcerpt(excerpt),
  }));
  return { status: 'found', list: toList(rows, cursor, words) };
}

/** What tells the cursors of somebody's own posts from those of other lists. No search is for a line break. */
export const OWN_LIST = '\nown';

/** The user's own posts, drafts included. */
export async function listOwn(
  actor: Actor,
  cursor: Cursor | null,
): Promise<SignedOut | { status: 'found'; list: PostList }> {
  const answer = await asUser(actor, ownPage(cursor));
  if (!answer) return { status: 'signed-out' };
  const rows = answer.results[0].map((row) => ({ ...row, author: answer.user, excerpt: null }));
  return { status: 'found', list: toList(rows, cursor, OWN_LIST) };
}

/** A post that the user may see: their own, or a published one. */
export async function findPost(
  actor: Actor,
  id: number,
): Promise<SignedOut | Missing | { status: 'found'; post: Post; isOwn: boolean }> {
  const answer = await forUser(actor, publishedPost(id), ownPost(id));
  if (!answer) return { status: 'signed-out' };
  const [own] = answer.results[0];
  if (own) return { status: 'found', post: { ...own, author: answer.user }, isOwn: true };
  const [found] = answer.published;
  if (!found) return { status: 'missing' };
  const { userId, authorName, ...post } = found;
  return {
    status: 'found',
    post: { ...post, isPublished: true, author: toAuthor(userId, authorName) },
    isOwn: false,
  };
}

/** @param rows one more than a page has, where there are more */
function toList(rows: ListedPost[], cursor: Cursor | null, list: string): PostList {
  const isTowardsNewer = cursor?.direction === 'newer';
  const hasMore = rows.length > PAGE_SIZE;
  const page = rows.slice(0, PAGE_SIZE);
  if (isTowardsNewer) page.reverse();
  const at = (post: ListedPost | undefined, direction: Cursor['direction']) =>
    post ? writeCursor({ direction, createdAt: post.createdAt, id: post.id }, list) : null;
  return {
    posts: page,
    newer: isTowardsNewer ? (hasMore ? at(page[0], 'newer') : null) : cursor && at(page[0], 'newer'),
    older: isTowardsNewer || hasMore ? at(page.at(-1), 'older') : null,
  };
}

function toAuthor(id: string, name: string | null) {
  return { id, name: id === SAMPLE_AUTHOR.id ? SAMPLE_AUTHOR.name : name };
}

function toExcerpt(headline: string): Excerpt {
  const text = headline.replaceAll(STAND_INS['<'], '<').replaceAll(STAND_INS['&'], '&');
  return text.split(STAND_INS.start).flatMap((part, index) => {
    const [match = '', rest = ''] = part.split(STAND_INS.end);
    if (index === 0) return [{ text: part, isMatch: false }];
    return [
      { text: match, isMatch: true },
      { text: rest, isMatch: false },
    ];
  });
}
