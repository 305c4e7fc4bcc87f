'use client';

import type { ReactNode } from 'react';
import type { TextPart } from '@/lib/posts/text-parts';
import { type Byline, PostByline } from './post-byline';
import { Text } from './text';

/** What a list shows of a post, ready to render: the browser gets it once, as data, and not as elements. */
export interface Row extends Byline {
  id: number;
  text: TextPart[];
  /** The post's title, if the text is only its beginning. */
  more?: string;
}

/** A post in a list, with optional controls. It disappears while it is being deleted. */
export function PostRow({ row, children }: { row: Row; children?: ReactNode }) {
  const href = `/posts/${row.id}`;
  return (
    <li>
      <PostByline {...row} href={href} />
      <Text parts={row.text} />
      {row.more !== undefined && (
        <a href={href} className="link mt-2 inline-block">
          Read more<span className="sr-only">: {row.more}</span>
        </a>
      )}
      {children}
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
