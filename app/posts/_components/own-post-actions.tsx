import Link from 'next/link';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { titleOf } from '@/lib/posts/opening';
import type { Post } from '@/lib/posts/post';
import { deletePost, publishPost } from '../actions';
import { PostStatus } from './post-status';

/** What the author can do with a post; publishing comes back to `path`, deleting leads to `listPath`. */
export function OwnPostActions({ post, path, listPath }: { post: Post; path: string; listPath: string }) {
  const confirmation = `delete-${post.id}`;
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
        <button type="button" popoverTarget={confirmation} className="button-quiet">
          Delete
        </button>
        {/* A dialog that is a popover takes the focus, closes with Escape, and needs no JavaScript. */}
        <dialog
          id={confirmation}
          popover="auto"
          aria-labelledby={`${confirmation}-title`}
          className="m-auto w-[min(24rem,calc(100vw-2.5rem))] rounded-lg border border-border bg-popover p-6 text-popover-foreground backdrop:bg-black/40"
        >
          <h2 id={`${confirmation}-title`} className="text-lg font-semibold">
            Delete this post?
          </h2>
          <p dir="auto" className="mt-3 border-l-2 border-border pl-3 wrap-anywhere">
            {title}
          </p>
          <p className="mt-3 text-muted-foreground">It will be gone for everybody, and cannot be brought back.</p>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <button type="button" popoverTarget={confirmation} popoverTargetAction="hide" className="button-quiet">
              Keep it
            </button>
            <SubmitButton pending="Deleting…" data-deletes className="button bg-destructive text-background">
              Delete post
            </SubmitButton>
          </div>
        </dialog>
      </Form>
    </fieldset>
  );
}
