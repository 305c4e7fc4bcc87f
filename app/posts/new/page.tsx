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
 * It shows nothing of anybody's, so it does not ask who comes: proxy.ts sends visitors without a session to sign in, and the
 * action takes nothing from them. Who is signed out while they write gets this page again, with what they wrote.
 */
export default function NewPostPage() {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">New post</h1>
      <SignedOutWarning />
      <Form action={createPost} className="mt-8">
        <Field label="Content" name="content" rows={8} hint={CONTENT_HINT} required />
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
