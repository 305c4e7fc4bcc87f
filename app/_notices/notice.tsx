'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { NOTICES } from './notices';

const TEXTS = new Map<string | null, string>(Object.entries(NOTICES));

/**
 * Shows the notice that `withNotice` added to the URL, and announces it to screen readers. With JavaScript it then removes the
 * notice from the URL, so that reloading or sharing the page does not show it again.
 */
export function Notice() {
  const path = usePathname();
  const notice = useSearchParams().get('notice');
  const [location, setLocation] = useState({ path, notice });
  const [shown, setShown] = useState({ notice, count: 0 });
  const message = useRef<HTMLParagraphElement>(null);
  if (location.path !== path || location.notice !== notice) {
    setLocation({ path, notice });
    if (notice !== null) setShown({ notice, count: shown.count + 1 });
    else if (location.path !== path) setShown({ ...shown, notice: null });
  }

  useEffect(() => {
    if (notice === null) return;
    const url = new URL(window.location.href);
    url.searchParams.delete('notice');
    window.history.replaceState(null, '', url);
    // The button that had the focus is gone with its page, so keyboard users continue from here.
    if (document.activeElement === document.body) message.current?.focus({ preventScroll: true });
  }, [notice]);

  const text = TEXTS.get(shown.notice);
  return (
    <div className="notice">
      <div role="status">
        {text && (
          // A new key announces the same notice again.
          <p key={shown.count} ref={message} tabIndex={-1}>
            {text}
          </p>
        )}
      </div>
      {text && (
        <button
          type="button"
          onClick={() => setShown({ ...shown, notice: null })}
          className="button-quiet shrink-0 noscript:hidden"
        >
          Dismiss
        </button>
      )}
    </div>
  );
}
