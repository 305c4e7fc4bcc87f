import { ACCOUNT_PAGES } from '@/lib/account-pages';
import { currentUser } from '@/lib/auth/session';
import { Tabs } from './tabs';

/** The head of the pages around the account: which it is, and the ways to the others. */
export async function AccountHeader({ title, path }: { title: string; path: string }) {
  const user = await currentUser();
  const pages = ACCOUNT_PAGES.filter(({ isForAdmins }) => !isForAdmins || user?.isAdmin);
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
      <Tabs label="Account" pages={pages} path={path} />
    </>
  );
}
