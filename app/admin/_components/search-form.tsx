import Link from 'next/link';

const LOOK = 'min-h-11 rounded-md border border-input bg-background px-3 aria-invalid:border-destructive';

/** Looks for users by a part of their email address or of their name. */
export function SearchForm({
  words,
  field,
  error,
}: {
  words: string;
  field: 'email' | 'name';
  error: string | undefined;
}) {
  return (
    <search className="mt-6">
      <form action="/admin/users" className="flex flex-wrap items-center gap-2">
        <input
          type="search"
          name="q"
          defaultValue={words}
          aria-label="Search users"
          placeholder="Search users"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'search-error' : undefined}
          className={`${LOOK} min-w-56 grow`}
        />
        <select name="by" aria-label="Search by" defaultValue={field} className={LOOK}>
          <option value="email">Email</option>
          <option value="name">Name</option>
        </select>
        <button type="submit" className="button-quiet">
          Search
        </button>
        {words && (
          <Link href="/admin/users" className="button-quiet">
            Clear
          </Link>
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
