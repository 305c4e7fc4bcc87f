import Form from 'next/form';
import Link from 'next/link';
import { SearchInput } from './search-input';

/** Looks for words in the published posts. */
export function SearchForm({ words, error }: { words: string; error: string | undefined }) {
  return (
    <search className="mt-6">
      <Form action="/posts" className="flex items-center gap-2">
        <SearchInput
          words={words}
          aria-label="Search posts"
          placeholder="Search posts"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'search-error' : undefined}
          className="min-h-11 min-w-0 grow rounded-md border border-input bg-background px-3 aria-invalid:border-destructive"
        />
        <button type="submit" className="button-quiet">
          Search
        </button>
        {words && (
          <Link href="/posts" className="button-quiet">
            Clear
          </Link>
        )}
      </Form>
      {error && (
        <p id="search-error" role="alert" className="mt-1.5 text-sm text-destructive">
          {error}
        </p>
      )}
    </search>
  );
}
