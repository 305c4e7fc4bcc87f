'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { NoticeName } from '@/lib/notice';

const WORDS: Record<NoticeName, string> = {
  'password-changed': 'Your password is changed.',
  'profile-changed': 'Your profile is saved.',
  'email-verified': 'Your email address is verified.',
  'link-refused': 'This link is no longer good. Ask for a new one.',
  'link-opened-elsewhere': 'Open the link in the browser in which you asked for it, or ask for a new one here.',
  'sessions-revoked': 'Signed out there.',
  'sessions-not-revoked': 'We could not sign out there. Try again in a moment.',
  'account-deleted': 'Your account is deleted, and your posts with it.',
  'provider-refused': 'You were not signed in there. Try again, or sign in another way.',
  'password-reset':
    'Your password is changed. Sign in with the new one; where else you are signed in stands in your account.',
  'draft-saved': 'Your draft is saved. Only you can see it.',
  published: 'Your post is published.',
  unpublished: 'Your post is a draft again. Only you can see it.',
  changed: 'Your changes are saved.',
  deleted: 'Your post is deleted.',
  gone: 'This post is gone: it was deleted meanwhile.',
  'organization-created': 'Your organization is created, and you work in it now.',
  'organization-switched': 'You work in this organization now.',
  'organization-renamed': 'The organization has its new name.',
  'organization-left': 'You left the organization.',
  'organization-deleted': 'The organization is deleted.',
  'organization-gone': 'You are not a member of that organization, or it is gone.',
  'invitation-sent': 'The invitation is on its way.',
  'invitation-accepted': 'You are a member now, and work in this organization.',
  'invitation-declined': 'You declined the invitation.',
  'invitation-cancelled': 'The invitation is cancelled.',
  'invitation-gone': 'This invitation is no longer good: it was answered or cancelled, or it has expired.',
  'member-role-changed': 'The role is changed.',
  'member-removed': 'They are not a member any more.',
  'member-gone': 'They were not a member any more.',
  'not-allowed': 'Your role in this organization does not allow that.',
  'last-owner': 'An organization needs an owner: make somebody else an owner first.',
  'user-role-changed': 'The role is saved. Where they are signed in, it takes effect within a minute.',
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
