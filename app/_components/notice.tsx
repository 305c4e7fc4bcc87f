'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Done } from '@/lib/notice';

const WORDS: Record<Done, string> = {
  'draft-saved': 'Your draft is saved. Only you can see it.',
  published: 'Your post is published.',
  unpublished: 'Your post is a draft again. Only you can see it.',
  changed: 'Your changes are saved.',
  deleted: 'Your post is deleted.',
};
const WORDS_OF = new Map<string | null, string>(Object.entries(WORDS));

/**
 * Says what an action has done (`done` in the address, from `withNotice`), on the page that follows it, with or without JavaScript; screen readers are told. With JavaScript it
 * then leaves the address, so that neither reloading the page nor sharing its address says it again.
 */
export function Notice() {
  const path = usePathname();
  const done = useSearchParams().get('done');
  const [said, setSaid] = useState({ path, done });
  if (done !== null && (said.path !== path || said.done !== done)) setSaid({ path, done });

  useEffect(() => {
    if (done === null) return;
    const address = new URL(window.location.href);
    address.searchParams.delete('done');
    window.history.replaceState(null, '', address);
  }, [done]);

  const words = said.path === path ? WORDS_OF.get(said.done) : undefined;
  return (
    <div role="status" className="mx-auto w-full max-w-2xl px-5">
      {words && <p className="mt-6 rounded-md bg-accent px-4 py-3 text-accent-foreground">{words}</p>}
    </div>
  );
}
