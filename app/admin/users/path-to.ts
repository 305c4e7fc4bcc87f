import type { UserSearch } from '../users';

/** Returns the path of a page of search results, without default parameters. */
export function pathTo({ words, field, sort, direction, page }: UserSearch): string {
  const query = new URLSearchParams({
    ...(words && { q: words, by: field }),
    ...((sort !== 'createdAt' || direction !== 'desc') && { sort, direction }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return query ? `/admin/users?${query}` : '/admin/users';
}
