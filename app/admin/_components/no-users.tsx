import type { UserSearch } from '../users';
import { pathTo } from '../users/path-to';

/** The empty state of the user list. */
export function NoUsers({ search }: { search: UserSearch }) {
  const { words, field, page } = search;
  const isPastEnd = page > 1;
  return (
    <section className="mt-12 text-center">
      <h2 className="text-lg font-semibold wrap-anywhere">
        {isPastEnd ? (
          'No more users'
        ) : (
          <>
            No results for “<bdi>{words}</bdi>”
          </>
        )}
      </h2>
      {!isPastEnd && (
        <p className="mx-auto mt-2 max-w-prose text-balance text-muted-foreground">
          {field === 'name'
            ? 'Part of the name is enough. Capitalization matters.'
            : 'Part of the email address is enough. You can also search by name.'}
        </p>
      )}
      <a href={isPastEnd ? pathTo({ ...search, page: 1 }) : '/admin/users'} className="button-outline mt-4">
        {isPastEnd ? 'Back to the first page' : 'Clear search'}
      </a>
    </section>
  );
}
