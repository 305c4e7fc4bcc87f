'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { Field } from '@/app/_components/field';
import { measureCharacters } from '@/lib/text/characters';

interface ComposerProps {
  hint: string;
  /** The most characters that the text may have. */
  limit: number;
  /** The text as it is saved. */
  saved?: string;
  /** Buttons. */
  children: ReactNode;
}

/** How many characters are left when screen readers announce it, and not at each key. */
const ANNOUNCED = [10, 100, 500];

const format = (count: number) => count.toLocaleString('en');

/** The text of a post, with a count of its characters, and a question before unsaved text is lost. */
export function Composer({ hint, limit, saved = '', children }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [count, setCount] = useState<number>();
  const { pending } = useFormStatus();

  const update = () => setCount(measureCharacters(field.current?.value.trim() ?? '', 2 * limit).count);
  // The browser may have restored a text. The server leaves the count out: without JavaScript it would never change.
  useEffect(update, []);

  useEffect(() => {
    const guard = (event: Event) => {
      if (!pending && field.current && field.current.value !== saved) event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [pending, saved]);

  return (
    <>
      <Field
        ref={field}
        label="Content"
        name="content"
        rows={8}
        hint={hint}
        defaultValue={saved}
        onInput={update}
        isLabelHidden
        required
      />
      <div className="flex flex-wrap gap-3">
        {children}
        {count !== undefined && <Count count={count} limit={limit} />}
      </div>
    </>
  );
}

function Count({ count, limit }: { count: number; limit: number }) {
  const left = limit - count;
  const announced = ANNOUNCED.find((number) => left <= number);
  return (
    <>
      <p
        aria-hidden
        className={`ml-auto self-center text-sm tabular-nums ${left < 0 ? 'text-destructive' : 'text-muted-foreground'}`}
      >
        {format(count)} / {format(limit)}
      </p>
      <p aria-live="polite" className="sr-only">
        {left < 0 ? 'Too many characters' : announced !== undefined && `${announced} characters left, or fewer`}
      </p>
    </>
  );
}
