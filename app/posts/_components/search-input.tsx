'use client';

import { type ComponentProps, useEffect, useRef } from 'react';

/** The field of a search, which shows the words of the page it is on, and keeps the focus from page to page. */
export function SearchInput({ words, ...input }: { words: string } & ComponentProps<'input'>) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.value = words;
  }, [words]);
  return <input {...input} ref={field} type="search" name="q" defaultValue={words} />;
}
