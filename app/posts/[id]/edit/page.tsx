import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Field, HiddenField } from '@/app/_components/field';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { Unavailable } from '@/app/_components/unavailable';
import { CONTENT_HINT } from '@/lib/posts/input';
import { editPost } from '../../actions';
import { loadPost } from '../load-post';
import { SavedMeanwhile } from './_components/saved-meanwhile';

export const metadata: Metadata = { title: 'Edit post' };
export const dynamic = 'force-dynamic';

export default async function EditPostPage({ params }: PageProps<'/posts/[id]/edit'>) {
  const { id } = await params;
  const found = await loadPost(id, '/edit');
  if (!found) return <Unavailable path={`/posts/${id}/edit`} />;
  const { post, isOwn } = found;
  if (!isOwn) return notFound();
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Edit post</h1>
      <Form action={editPost} className="mt-8">
        <SavedMeanwhile />
        <Field label="Content" name="content" rows={8} defaultValue={post.content} hint={CONTENT_HINT} required />
        <input type="hidden" name="id" value={post.id} />
        <HiddenField name="updatedAt" value={post.updatedAt.toISOString()} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pending="Saving…">Save changes</SubmitButton>
          <Link href={`/posts/${post.id}`} className="button-quiet">
            Cancel
          </Link>
        </div>
      </Form>
    </>
  );
}
