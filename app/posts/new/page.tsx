import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { HiddenField } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { CONTENT_HINT, MAX_CONTENT } from '@/lib/posts/input';
import { Composer } from '../_components/composer';
import { SignedOutWarning } from '../_components/signed-out-warning';
import { createPost } from '../actions';

export const metadata: Metadata = { title: 'New post' };
export const dynamic = 'force-dynamic';

/**
 * This page contains no user data, so it does not check the session: `proxy.ts` redirects anonymous visitors, and the action
 * rejects them. A writer whose session ends gets this page again, with their text.
 */
export default function NewPostPage() {
  return (
    <>
      <h1>New post</h1>
      <SignedOutWarning />
      <Form action={createPost} className="mt-8">
        <HiddenField name="idempotencyKey" value={randomUUID()} />
        <Composer hint={CONTENT_HINT} limit={MAX_CONTENT}>
          <SubmitButton name="isPublished" value="true" pending="Publishing…">
            Publish
          </SubmitButton>
          <SubmitButton name="isPublished" value="false" pending="Saving…" className="button-outline">
            Save draft
          </SubmitButton>
        </Composer>
      </Form>
    </>
  );
}
