import { currentUser } from '@/lib/auth/session';
import { Tabs } from './tabs';

/** What belongs to a user's account, each in a folder of its own: whoever removes a folder removes its line. */
const PAGES: { path: string; name: string; isForAdmins?: boolean }[] = [
  { path: '/account', name: 'Account' },
  { path: '/organizations', name: 'Organizations' },
  { path: '/admin/users', name: 'Users', isForAdmins: true },
];

/** The head of the pages around the account: which it is, and the ways to the others. */
export async function AccountHeader({ title, path }: { title: string; path: string }) {
  const user = await currentUser();
  const pages = PAGES.filter(({ isForAdmins }) => !isForAdmins || user?.isAdmin);
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
      <Tabs label="Account" pages={pages} path={path} />
    </>
  );
}
