'use client';

import { clsx } from 'clsx';
import { initialOf } from '@/lib/text/characters';

/** A user's picture, or their initial if there is none or it fails to load. */
export function Avatar({ name, image, className }: { name: string; image: string | null; className?: string }) {
  return (
    <span aria-hidden className={clsx('avatar', className)}>
      {initialOf(name)}
      {image && (
        // Any server: it gets no referrer, and `next/image` would make this app fetch from it.
        <img src={image} alt="" referrerPolicy="no-referrer" loading="lazy" />
      )}
    </span>
  );
}
