'use client';

import { FormMessage, useFormState } from '@/app/_components/form-state';
import { OwnPostMenu } from './own-post-menu';
import type { OwnPost } from './post-actions';
import { PostRow, type Row } from './post-row';

export type OwnRow = Row & OwnPost;

/** The user's own posts with their controls, inside one form. A message appears in the row that it is about. */
export function OwnPostRows({ rows }: { rows: OwnRow[] }) {
  const state = useFormState();
  const changed = state.status === 'idle' ? undefined : state.values.change?.split('.')[1];
  const isShown = rows.some(({ id }) => String(id) === changed);
  return (
    <>
      {!isShown && <FormMessage />}
      <ul className="posts">
        {rows.map((row) => (
          <PostRow key={row.id} row={row} hasAvatar={false} menu={<OwnPostMenu {...row} />}>
            {String(row.id) === changed && <FormMessage />}
          </PostRow>
        ))}
      </ul>
    </>
  );
}
