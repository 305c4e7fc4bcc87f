import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';
import type { UserSearch } from '../users';
import { pathTo } from '../users/path-to';

interface SortLinkProps {
  by: UserSearch['sort'];
  search: UserSearch;
  className?: string;
  children: ReactNode;
}

/** A column header that sorts the list by its column; if it already does, in the other direction. */
export function SortLink({ by, search, className, children }: SortLinkProps) {
  const isSorted = search.sort === by;
  const isAscending = isSorted ? search.direction === 'asc' : null;
  const direction = isSorted ? (isAscending ? 'desc' : 'asc') : by === 'name' ? 'asc' : 'desc';
  return (
    <th
      scope="col"
      aria-sort={isAscending === null ? undefined : isAscending ? 'ascending' : 'descending'}
      className={cn('font-medium', className)}
    >
      <a
        href={pathTo({ ...search, sort: by, direction, page: 1 })}
        className="inline-flex min-h-11 items-center whitespace-nowrap hover:underline"
      >
        {children}
        {isAscending !== null && <span aria-hidden>{isAscending ? '\u00a0↑' : '\u00a0↓'}</span>}
      </a>
    </th>
  );
}
