'use client';

import { Confirmation } from '@/app/_components/confirmation';
import { SubmitButton } from '@/app/_components/submit-button';

export interface OwnPost {
  id: number;
  title: string;
  isPublished: boolean;
}

/** What the author can do with a post, in a form with the action `changeOwnPost`. The button says which post, and what to do. */
export function PostActions({ id, title, isPublished, className }: OwnPost & { className: string }) {
  return (
    <>
      <SubmitButton
        name="change"
        value={`${isPublished ? 'unpublish' : 'publish'}.${id}`}
        pending={isPublished ? 'Unpublishing…' : 'Publishing…'}
        className={className}
      >
        {isPublished ? 'Unpublish' : 'Publish'}
      </SubmitButton>
      <a href={`/posts/${id}/edit`} className={className}>
        Edit
      </a>
      <Confirmation
        id={`delete-${id}`}
        button="Delete"
        className={className}
        question="Delete this post?"
        about={title}
        name="change"
        value={`delete.${id}`}
        confirm="Delete post"
        pending="Deleting…"
      >
        This can't be undone.
      </Confirmation>
    </>
  );
}
