'use client';

import { useFormStatus } from 'react-dom';
import { cn } from '@/lib/class-names';

/** Whether a post is a draft. While the surrounding form is on its way to change that, it shows what will be. */
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
