import Link from 'next/link';
import type { UserSearch } from '../users';
import { pathTo } from '../users/path-to';

/** In place of a list in which there is nobody: why, and what to do next. */
export function NobodyHere({ search }: { search: UserSearch }) {
  const { words, field, page } = search;
  const isPastEnd = page > 1;
  return (
    <section className="mt-12 text-center">
      <h2 className="text-lg font-semibold wrap-anywhere">
        {isPastEnd ? 'Nobody older' : `No user matches “${words}”`}
      </h2>
      {!isPastEnd && (
        <p className="mx-auto mt-2 max-w-prose text-balance text-muted-foreground">
          {field === 'name'
            ? 'A part of the name is enough, but capital letters must be where they are in it.'
            : 'A part of the email address is enough. Or search by name.'}
        </p>
      )}
      <Link
        href={isPastEnd ? pathTo({ ...search, page: 1 }) : '/admin/users'}
        className="link mt-2 inline-flex min-h-11 items-center"
      >
        {isPastEnd ? 'Back to the newest' : 'See all users'}
      </Link>
    </section>
  );
}
