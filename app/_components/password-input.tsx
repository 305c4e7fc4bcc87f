'use client';

import { clsx } from 'clsx';
import { type ComponentProps, type KeyboardEvent, useState } from 'react';

/** A password that can be shown, with a hint while Caps Lock is on. */
export function PasswordInput({ className, ...input }: ComponentProps<'input'>) {
  const [isShown, setIsShown] = useState(false);
  const [isCapsLock, setIsCapsLock] = useState(false);
  const checkCapsLock = (event: KeyboardEvent) => setIsCapsLock(event.getModifierState('CapsLock'));
  return (
    <>
      <span className="relative flex">
        <input
          {...input}
          type={isShown ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          onKeyDown={checkCapsLock}
          onKeyUp={checkCapsLock}
          className={clsx(className, 'w-full pr-17')}
        />
        <button
          type="button"
          onClick={() => setIsShown(!isShown)}
          className="absolute inset-y-0 right-0 rounded-md px-3.5 text-sm text-muted-foreground hover:text-foreground noscript:hidden"
        >
          {isShown ? 'Hide' : 'Show'}
          <span className="sr-only"> password</span>
        </button>
      </span>
      {isCapsLock && (
        <p role="status" className="text-sm text-muted-foreground">
          Caps Lock is on.
        </p>
      )}
    </>
  );
}
