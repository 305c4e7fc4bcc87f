import type { ReactNode } from 'react';
import { Form } from '@/app/_components/form';
import { changeOwnPost } from '../actions';

interface OwnPostFormProps {
  /** The page to return to after a post was published. */
  path: string;
  /** The page to return to after a post was deleted. */
  listPath: string;
  hasOwnMessage?: boolean;
  children: ReactNode;
}

/** One form for the controls of all posts on a page: `OwnPostControls` has the buttons. */
export function OwnPostForm({ path, listPath, hasOwnMessage = false, children }: OwnPostFormProps) {
  return (
    <Form action={changeOwnPost} className="gap-0" hasOwnMessage={hasOwnMessage}>
      <input type="hidden" name="next" value={path} />
      <input type="hidden" name="list" value={listPath} />
      {children}
    </Form>
  );
}
