import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccountShell } from '@/app/_components/account-shell';
import { SearchBox } from '@/app/_components/search-box';
import { Unavailable } from '@/app/_components/unavailable';
import { redirectToSignIn } from '@/lib/auth/session';
import { NoUsers } from '../_components/no-users';
import { Pager } from '../_components/pager';
import { UserList } from '../_components/user-list';
import { PageNumber, SearchField, SearchWords, SortDirection, SortField } from '../input';
import { requireAdmin } from '../require-admin';
import { listUsers, type UserSearch } from '../users';
import { pathTo } from './path-to';

export const metadata: Metadata = { title: 'Users' };
export const dynamic = 'force-dynamic';

export default async function UsersPage({ searchParams }: PageProps<'/admin/users'>) {
  const { q = '', by, sort, direction, page = '1' } = await searchParams;
  const { data: words, error } = SearchWords.safeParse(q);
  const field = SearchField.parse(by);
  const order = { sort: SortField.parse(sort), direction: SortDirection.parse(direction) };
  const search = { words: words ?? '', field, ...order, page: PageNumber.safeParse(page).data ?? notFound() };
  await requireAdmin(pathTo(search));
  return (
    <AccountShell title="Users">
      <SearchBox path="/admin/users" label="Search users" query={String(q)} error={error?.issues[0]?.message}>
        <select name="by" aria-label="Search by" key={field} defaultValue={field} className="input">
          <option value="email">Email</option>
          <option value="name">Name</option>
        </select>
      </SearchBox>
      {!error && <FoundUsers search={search} />}
    </AccountShell>
  );
}

async function FoundUsers({ search }: { search: UserSearch }) {
  const result = await listUsers(search);
  if ('code' in result) {
    if (result.code === 'signed_out') return redirectToSignIn(pathTo(search));
    // The session cache may still have the role that Neon Auth no longer has.
    if (result.code === 'not_allowed') return notFound();
    return <Unavailable path={pathTo(search)} />;
  }
  const { users, total, pages } = result.found;
  if (users.length === 0) return <NoUsers search={search} />;
  return (
    <>
      <UserList users={users} total={total} search={search} />
      <Pager search={search} pages={pages} />
    </>
  );
}
