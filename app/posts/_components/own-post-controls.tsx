'use client';

import { Confirmation } from '@/app/_components/confirmation';
import { SubmitButton } from '@/app/_components/submit-button';
import { PostStatus } from './post-status';

interface OwnPostControlsProps {
  id: number;
  title: string;
  isPublished: boolean;
}

/** The author's controls for a post, in a form with the action `changeOwnPost`. The button says which post, and what to do. */
export function OwnPostControls({ id, title, isPublished }: OwnPostControlsProps) {
  return (
    <fieldset aria-label={title} className="post-controls">
      <PostStatus id={id} isPublished={isPublished} />
      <SubmitButton
        name="change"
        value={`${isPublished ? 'unpublish' : 'publish'}.${id}`}
        pending={isPublished ? 'Unpublishing…' : 'Publishing…'}
        className="button-quiet"
      >
        {isPublished ? 'Unpublish' : 'Publish'}
      </SubmitButton>
      <a href={`/posts/${id}/edit`} className="button-quiet">
        Edit
      </a>
      <Confirmation
        id={`delete-${id}`}
        button="Delete"
        className="button-quiet"
        question="Delete this post?"
        about={title}
        name="change"
        value={`delete.${id}`}
        confirm="Delete post"
        pending="Deleting…"
      >
        This can't be undone.
      </Confirmation>
    </fieldset>
  );
}
