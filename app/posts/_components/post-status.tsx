'use client';

import { useFormStatus } from 'react-dom';
import { cn } from '@/lib/utils';

/** Whether a post is published. While the surrounding form changes that, it shows the new status. */
export function PostStatus({ isPublished }: { isPublished: boolean }) {
  const { pending } = useFormStatus();
  const isPublic = isPublished !== pending;
  return (
    <span
      className={cn(
        'ml-3 rounded-full px-2.5 py-0.5 text-sm',
        isPublic ? 'bg-accent text-accent-foreground' : 'bg-muted text-muted-foreground',
      )}
    >
      {isPublic ? 'Published' : 'Draft'}
    </span>
  );
}
