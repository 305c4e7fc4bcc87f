'use client';

import { type ComponentType, useEffect, useState } from 'react';

/**
 * Warns a writer whose session has ended, for example in another tab; the browser checks when the tab gets the focus. The SDK
 * is large, so it loads after the form is usable, and its absence is not an error.
 */
export function SignedOutWarning() {
  const [Message, setMessage] = useState<ComponentType | null>(null);
  useEffect(() => {
    import('./signed-out-message').then(
      ({ SignedOutMessage }) => setMessage(() => SignedOutMessage),
      () => {},
    );
  }, []);
  return Message && <Message />;
}
