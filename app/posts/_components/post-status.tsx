'use client';

import { useFormStatus } from 'react-dom';

/** Whether a post is published. While the surrounding form changes that, it shows the new status. */
export function PostStatus({ id, isPublished }: { id: number; isPublished: boolean }) {
  const { data } = useFormStatus();
  const change = data?.get('change');
  const isPublic = change === `publish.${id}` || (isPublished && change !== `unpublish.${id}`);
  return <span className={isPublic ? 'badge-accent' : 'badge'}>{isPublic ? 'Published' : 'Draft'}</span>;
}
