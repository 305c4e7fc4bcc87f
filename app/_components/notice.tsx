'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { NoticeName } from '@/lib/notice';

const WORDS: Record<NoticeName, string> = {
  'password-changed': 'Your password is changed.',
  'profile-changed': 'Your profile is saved.',
  'email-verified': 'Your email address is verified.',
  'sessions-revoked': 'Signed out there.',
  'account-deleted': 'Your account is deleted, and your posts with it.',
  'provider-refused': 'You were not signed in there. Try again, or sign in another way.',
  'password-reset': 'Your password is changed. Sign in with the new one.',
  'draft-saved': 'Your draft is saved. Only you can see it.',
  published: 'Your post is published.',
  unpublished: 'Your post is a draft again. Only you can see it.',
  changed: 'Your changes are saved.',
  deleted: 'Your post is deleted.',
  gone: 'This post is gone: it was deleted meanwhile.',
  'role-changed': 'The role is saved. Where they are signed in, it takes effect within a minute.',
  'user-banned': 'They are banned, and signed out everywhere.',
  'user-unbanned': 'The ban is lifted. They can sign in again.',
  'user-signed-out': 'They are signed out everywhere.',
};
const WORDS_OF = new Map<string | null, string>(Object.entries(WORDS));

/**
 * Says what an action has done (`done` in the address, from `withNotice`), on the page that follows it, with or without
 * JavaScript; screen readers are told. With JavaScript it then leaves the address, so that neither reloading the page nor
 * sharing its address says it again.
 */
export function Notice() {
  const path = usePathname();
  const done = useSearchParams().get('done');
  const [address, setAddress] = useState({ path, done });
  const [said, setSaid] = useState({ done, times: 0 });
  const words = useRef<HTMLParagraphElement>(null);
  if (address.path !== path || address.done !== done) {
    setAddress({ path, done });
    if (done !== null) setSaid({ done, times: said.times + 1 });
    else if (address.path !== path) setSaid({ ...said, done: null });
  }

  useEffect(() => {
    if (done === null) return;
    const url = new URL(window.location.href);
    url.searchParams.delete('done');
    window.history.replaceState(null, '', url);
    // What was pressed is gone with the page it was on: whoever goes on by keyboard goes on from here.
    if (document.activeElement === document.body) words.current?.focus({ preventScroll: true });
  }, [done]);

  return (
    <div role="status" className="mx-auto w-full max-w-2xl px-5">
      {WORDS_OF.has(said.done) && (
        // A message that is said again is a new one.
        <p
          key={said.times}
          ref={words}
          tabIndex={-1}
          className="mt-6 rounded-md bg-accent px-4 py-3 text-accent-foreground"
        >
          {WORDS_OF.get(said.done)}
        </p>
      )}
    </div>
  );
}
