'use client';

import type { ReactNode } from 'react';
import { Avatar } from '@/app/_components/avatar';
import type { TextPart } from '@/lib/posts/text-parts';
import { type Byline, PostByline } from './post-byline';
import { Text } from './text';

/** What a list shows of a post, ready to render: the browser gets it once, as data, and not as elements. */
export interface Row extends Byline {
  id: number;
  /** The author's picture, if there is one. */
  image?: string;
  text: TextPart[];
}

interface PostRowProps {
  row: Row;
  hasAvatar?: boolean;
  /** Beside the text. */
  menu?: ReactNode;
  /** Below the text. */
  children?: ReactNode;
}

/** A post in a list. It disappears while it is being deleted. */
export function PostRow({ row, hasAvatar = true, menu, children }: PostRowProps) {
  const { id, author, image, text } = row;
  return (
    <li>
      {hasAvatar && <Avatar name={author ?? ''} image={image ?? null} />}
      <div>
        <PostByline {...row} href={`/posts/${id}`} />
        <Text parts={text} />
        {children}
      </div>
      {menu}
    </li>
  );
}

export function PostRows({ rows }: { rows: Row[] }) {
  return (
    <ul className="posts">
      {rows.map((row) => (
        <PostRow key={row.id} row={row} />
      ))}
    </ul>
  );
}
