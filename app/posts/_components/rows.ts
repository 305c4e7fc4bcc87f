import { preview, titleOf } from '@/lib/posts/preview';
import type { ListedPost } from '@/lib/posts/queries';
import { findLinks, type TextPart } from '@/lib/posts/text-parts';
import { toByline } from './byline';
import type { OwnRow } from './own-post-rows';
import type { Row } from './post-row';

const PREVIEW = { length: 400, lines: 6 };

/** Returns what a list shows of a post. */
export function toRow(post: ListedPost): Row {
  const { id, content, excerpt, author } = post;
  return {
    id,
    ...toByline(post),
    ...(author.image && { image: author.image }),
    text: excerpt ? excerpt.map(toPart) : findLinks(preview(content, PREVIEW)),
  };
}

/** The same for a post of the user. */
export function toOwnRow(post: ListedPost): OwnRow {
  return { ...toRow(post), isPublished: post.isPublished, title: titleOf(post.content) };
}

function toPart({ text, isMatch }: { text: string; isMatch: boolean }): TextPart {
  return isMatch ? { match: text } : text;
}
