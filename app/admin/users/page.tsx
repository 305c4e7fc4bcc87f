import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AccountHeader } from '@/app/_components/account-header';
import { Unavailable } from '@/app/_components/unavailable';
import { requireAdmin, signInAndReturn } from '@/lib/auth/session';
import { NobodyHere } from '../_components/nobody-here';
import { Pager } from '../_components/pager';
import { SearchForm } from '../_components/search-form';
import { UserList } from '../_components/user-list';
import { PageNumber, SearchField, SearchWords } from '../input';
import { listUsers, type UserSearch } from '../users';
import { pathTo } from './path-to';

export const metadata: Metadata = { title: 'Users' };
export const dynamic = 'force-dynamic';

export default async function UsersPage({ searchParams }: PageProps<'/admin/users'>) {
  const { q = '', by, page = '1' } = await searchParams;
  const { data: words, error } = SearchWords.safeParse(q);
  const field = SearchField.parse(by);
  const search = { words: words ?? '', field, page: PageNumber.safeParse(page).data ?? notFound() };
  if (!(await requireAdmin(pathTo(search)))) return <Unavailable path={pathTo(search)} />;
  return (
    <>
      <AccountHeader title="Users" path="/admin/users" />
      <SearchForm words={String(q)} field={field} error={error?.issues[0]?.message} />
      {!error && <FoundUsers search={search} />}
    </>
  );
}

async function FoundUsers({ search }: { search: UserSearch }) {
  const asked = await listUsers(search);
  if ('refused' in asked) {
    if (asked.refused === 'signed_out') return signInAndReturn(pathTo(search));
    // The signed copy of the session says "administrator" for a minute longer than the auth server.
    if (asked.refused === 'not_allowed') return notFound();
    return <Unavailable path={pathTo(search)} />;
  }
  const { users, total, pages } = asked.found;
  if (users.length === 0) return <NobodyHere search={search} />;
  return (
    <>
      <UserList users={users} total={total} isSearch={search.words !== ''} />
      <Pager search={search} pages={pages} />
    </>
  );
}
