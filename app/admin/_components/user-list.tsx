import { Avatar } from '@/app/_components/avatar';
import { timeAgo } from '@/lib/text/dates';
import type { ListedUser, UserSearch } from '../users';
import { SortLink } from './sort-link';

/** A table of users that link to their pages, with the total number. */
export function UserList({ users, total, search }: { users: ListedUser[]; total: number; search: UserSearch }) {
  const now = new Date();
  return (
    <table className="mt-6 w-full text-left">
      <caption className="pb-3 text-left text-muted-foreground">
        {total.toLocaleString('en')} {total === 1 ? 'user' : 'users'}
        {search.words && ' found'}
      </caption>
      <thead className="border-b border-border text-sm">
        <tr>
          <SortLink by="name" search={search}>
            User
          </SortLink>
          <th scope="col" className="hidden font-medium sm:table-cell">
            Status
          </th>
          <SortLink by="createdAt" search={search} className="text-right">
            Joined
          </SortLink>
        </tr>
      </thead>
      <tbody className="divide-y divide-border">
        {users.map((user) => (
          <tr key={user.id} className="relative">
            <th scope="row" className="w-full max-w-0 py-3 pr-4 font-normal">
              <span className="flex items-center gap-3">
                <Avatar name={user.name} image={user.image} />
                <span className="min-w-0">
                  <a href={`/admin/users/${user.id}`} className="block after:absolute after:inset-0 hover:underline">
                    <bdi className="block truncate font-medium">{user.name}</bdi>
                  </a>
                  <bdi className="block truncate text-sm text-muted-foreground">{user.email}</bdi>
                  <span className="mt-1 block sm:hidden">
                    <Status user={user} />
                  </span>
                </span>
              </span>
            </th>
            <td className="hidden pr-4 whitespace-nowrap sm:table-cell">
              <Status user={user} />
            </td>
            <td className="text-right text-sm whitespace-nowrap text-muted-foreground">
              <time dateTime={user.createdAt.toISOString()}>{timeAgo(user.createdAt, now)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Status({ user: { isAdmin, ban } }: { user: ListedUser }) {
  return (
    <span className="flex gap-2">
      {ban && <span className="badge-destructive">Banned</span>}
      {isAdmin && <span className="badge-accent">Administrator</span>}
    </span>
  );
}
