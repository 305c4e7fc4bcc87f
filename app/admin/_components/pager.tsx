import type { UserSearch } from '../users';
import { pathTo } from '../users/path-to';

/** The number of the current page, and links to the adjacent ones. */
export function Pager({ search, pages }: { search: UserSearch; pages: number }) {
  if (pages <= 1) return null;
  const { page } = search;
  return (
    <nav aria-label="Pages" className="mt-8 grid grid-cols-3 items-center">
      {page > 1 && (
        <a href={pathTo({ ...search, page: page - 1 })} rel="prev" className="button-quiet -ml-3 justify-self-start">
          ← Previous
        </a>
      )}
      <span className="col-start-2 text-center text-muted-foreground">
        {page} of {pages}
      </span>
      {page < pages && (
        <a href={pathTo({ ...search, page: page + 1 })} rel="next" className="button-quiet -mr-3 justify-self-end">
          Next →
        </a>
      )}
    </nav>
  );
}
