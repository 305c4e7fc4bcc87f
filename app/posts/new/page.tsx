import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { Field, HiddenField } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { CONTENT_HINT } from '@/lib/posts/input';
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
      <h1 className="text-3xl font-semibold tracking-tight">New post</h1>
      <SignedOutWarning />
      <Form action={createPost} className="mt-8">
        <Field label="Content" name="content" rows={8} hint={CONTENT_HINT} isLabelHidden required />
        <HiddenField name="idempotencyKey" value={randomUUID()} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="isPublished" value="true" pending="Publishing…">
            Publish
          </SubmitButton>
          <SubmitButton name="isPublished" value="false" pending="Saving…" className="button-outline">
            Save draft
          </SubmitButton>
        </div>
      </Form>
    </>
  );
}
