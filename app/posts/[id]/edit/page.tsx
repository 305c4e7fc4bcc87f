import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { HiddenField } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { Unavailable } from '@/app/_components/unavailable';
import { isFormReply } from '@/lib/http/form-reply';
import { CONTENT_HINT, MAX_CONTENT } from '@/lib/posts/input';
import { Composer } from '../../_components/composer';
import { SignedOutWarning } from '../../_components/signed-out-warning';
import { Streamed } from '../../_components/streamed';
import { editPost } from '../../actions';
import { loadPost } from '../load-post';
import { LatestVersion } from './_components/latest-version';

export const metadata: Metadata = { title: 'Edit post' };
export const dynamic = 'force-dynamic';

export default async function EditPostPage({ params }: PageProps<'/posts/[id]/edit'>) {
  const { id } = await params;
  return (
    <>
      <h1>Edit post</h1>
      <SignedOutWarning />
      <Streamed path={id} skeleton={<FormSkeleton />}>
        <LoadedForm id={id} />
      </Streamed>
    </>
  );
}

async function LoadedForm({ id }: { id: string }) {
  // A rejected form has all its values, even if its post was deleted or the session has ended.
  if (await isFormReply()) return <EditForm id={id} content="" updatedAt="" />;
  const found = await loadPost(id, '/edit');
  if (!found) return <Unavailable path={`/posts/${id}/edit`} />;
  if (!found.isOwn) return notFound();
  return <EditForm id={id} content={found.post.content} updatedAt={found.post.updatedAt.toISOString()} />;
}

function EditForm({ id, content, updatedAt }: { id: string; content: string; updatedAt: string }) {
  return (
    <Form action={editPost} className="mt-8">
      <LatestVersion />
      <input type="hidden" name="id" value={id} />
      <HiddenField name="updatedAt" value={updatedAt} />
      <Composer hint={CONTENT_HINT} limit={MAX_CONTENT} saved={content}>
        <SubmitButton pending="Saving…">Save changes</SubmitButton>
        <a href={`/posts/${id}`} className="button-quiet">
          Cancel
        </a>
      </Composer>
    </Form>
  );
}

function FormSkeleton() {
  return (
    <div role="progressbar" aria-label="Loading the post" className="mt-8 animate-pulse motion-reduce:animate-none">
      <div className="h-40 rounded-md bg-muted" />
      <div className="mt-14 h-11 w-36 rounded-md bg-muted" />
    </div>
  );
}
