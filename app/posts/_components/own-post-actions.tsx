import Link from 'next/link';
import { Confirmation } from '@/app/_components/confirmation';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import type { Post } from '@/lib/posts/post';
import { titleOf } from '@/lib/posts/preview';
import { deletePost, publishPost } from '../actions';
import { PostStatus } from './post-status';

/** The author's controls for a post. Publishing returns to `path`, deleting to `listPath`. */
export function OwnPostActions({ post, path, listPath }: { post: Post; path: string; listPath: string }) {
  const title = titleOf(post.content);
  return (
    <fieldset aria-label={title} className="mt-3 -ml-3 flex flex-wrap items-center gap-x-1">
      <Form action={publishPost} className="flex-row flex-wrap items-center gap-x-1">
        <input type="hidden" name="id" value={post.id} />
        <input type="hidden" name="isPublished" value={String(!post.isPublished)} />
        <input type="hidden" name="next" value={path} />
        <PostStatus isPublished={post.isPublished} />
        <SubmitButton pending={post.isPublished ? 'Unpublishing…' : 'Publishing…'} className="button-quiet">
          {post.isPublished ? 'Unpublish' : 'Publish'}
        </SubmitButton>
      </Form>
      <Link href={`/posts/${post.id}/edit`} className="button-quiet">
        Edit
      </Link>
      <Form action={deletePost} className="gap-0">
        <input type="hidden" name="id" value={post.id} />
        <input type="hidden" name="next" value={listPath} />
        <Confirmation
          id={`delete-${post.id}`}
          button="Delete"
          className="button-quiet"
          question="Delete this post?"
          about={title}
          confirm="Delete post"
          pending="Deleting…"
        >
          This can't be undone.
        </Confirmation>
      </Form>
    </fieldset>
  );
}
