import { timeAgo } from '@/lib/text/dates';
import type { ListedUser } from '../users';

/** A list of users that link to their pages, with the total number. */
export function UserList({ users, total, isSearch }: { users: ListedUser[]; total: number; isSearch: boolean }) {
  const now = new Date();
  return (
    <>
      <p className="mt-6 text-muted-foreground">
        {total.toLocaleString('en')} {total === 1 ? 'user' : 'users'}
        {isSearch && ' found'}
      </p>
      <ul className="mt-2 divide-y divide-border border-y border-border">
        {users.map(({ id, name, email, isAdmin, ban, createdAt }) => (
          <li key={id}>
            <a
              href={`/admin/users/${id}`}
              className="-mx-3 flex flex-col justify-between gap-x-4 gap-y-1 rounded-md px-3 py-3 hover:bg-muted sm:flex-row"
            >
              <span className="min-w-0">
                <bdi className="block truncate font-medium">{name}</bdi>
                <bdi className="block text-muted-foreground wrap-anywhere">{email}</bdi>
              </span>
              <span className="flex shrink-0 items-center gap-x-2 gap-y-1 text-sm text-muted-foreground sm:flex-col sm:items-end">
                <span className="flex gap-2">
                  {ban && <span className="rounded-full bg-destructive/10 px-2.5 text-destructive">Banned</span>}
                  <span className={isAdmin ? 'rounded-full bg-accent px-2.5 text-accent-foreground' : undefined}>
                    {isAdmin ? 'Administrator' : 'User'}
                  </span>
                </span>
                <time dateTime={createdAt.toISOString()}>{timeAgo(createdAt, now)}</time>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
