import { currentUser } from '@/lib/auth/session';
import { ACCOUNT_PAGES } from '@/lib/site';
import { Tabs } from './tabs';

/** The title of an account page, and tabs for all of them. */
export async function AccountHeader({ title, path }: { title: string; path: string }) {
  const user = await currentUser();
  const pages = ACCOUNT_PAGES.filter(({ isForAdmins }) => !isForAdmins || user?.isAdmin);
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">
        <bdi>{title}</bdi>
      </h1>
      <Tabs label="Account" pages={pages} path={path} />
    </>
  );
}
