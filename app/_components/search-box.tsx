'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface SearchBoxProps {
  /** The page that shows the results, with the query in `?q=`. */
  path: string;
  label: string;
  query: string;
  error: string | undefined;
  /** More controls, between the field and the button. */
  children?: ReactNode;
}

/**
 * A search field that shows the current page's query, and keeps the focus across navigations. When results arrive, it keeps
 * what has been typed since the query was submitted.
 */
export function SearchBox({ path, label, query, error, children }: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null);
  const submitted = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (field.current && submitted.current !== query) field.current.value = query;
    submitted.current = undefined;
  }, [query]);
  return (
    <search className="mt-6">
      <form
        action={path}
        onSubmit={() => {
          submitted.current = field.current?.value;
        }}
        className="flex flex-wrap items-center gap-2"
      >
        <input
          ref={field}
          type="search"
          name="q"
          defaultValue={query}
          aria-label={label}
          placeholder={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'search-error' : undefined}
          className="input"
        />
        {children}
        <button type="submit" className="button-quiet">
          Search
        </button>
        {query && (
          <a href={path} className="button-quiet">
            Clear
          </a>
        )}
      </form>
      {error && (
        <p id="search-error" role="alert" className="mt-1.5 text-sm text-destructive">
          {error}
        </p>
      )}
    </search>
  );
}
