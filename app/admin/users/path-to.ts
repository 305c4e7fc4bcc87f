import type { UserSearch } from '../users';

/** The address of a page of a search; what goes without saying is left out. */
export function pathTo({ words, field, page }: UserSearch): string {
  const query = new URLSearchParams({
    ...(words && { q: words, by: field }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return query ? `/admin/users?${query}` : '/admin/users';
}
