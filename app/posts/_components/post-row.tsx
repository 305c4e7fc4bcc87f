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

/** A post in a list, with optional controls. It disappears while it is being deleted. */
export function PostRow({ row, hasAvatar = true, children }: { row: Row; hasAvatar?: boolean; children?: ReactNode }) {
  const { id, author, image, text } = row;
  return (
    <li>
      {hasAvatar && <Avatar name={author ?? ''} image={image ?? null} />}
      <div>
        <PostByline {...row} href={`/posts/${id}`} />
        <Text parts={text} />
        {children}
      </div>
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
