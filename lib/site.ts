/** The product's name: in titles, the header and images. */
export const SITE_NAME = 'Neon Starter';

export const SITE_DESCRIPTION = 'A Next.js starter on Neon Auth and Drizzle: sign up, write and browse posts.';

/** The repository, to which the footer links. */
export const SOURCE_URL = 'https://github.com/example/neon-next-starter';

/** The page after sign-in. */
export const HOME = '/posts';

/** A page that menus link to. */
export interface SitePage {
  path: string;
  name: string;
  isForAdmins?: true;
}

/** The pages that the site's header links to. */
export const HEADER_PAGES: SitePage[] = [
  { path: '/posts', name: 'Posts' },
  { path: '/organizations', name: 'Organizations' },
];

/** The pages about a user's account. `proxy.ts` protects them. */
export const ACCOUNT_PAGES: SitePage[] = [
  // In the order of their tabs.
  { path: '/account', name: 'Account' },
  { path: '/organizations', name: 'Organizations' },
  { path: '/admin/users', name: 'Users', isForAdmins: true },
];

/** Returns the account pages that a user may see. */
export function accountPages(user: { isAdmin: boolean } | null): SitePage[] {
  return ACCOUNT_PAGES.filter(({ isForAdmins }) => !isForAdmins || user?.isAdmin);
}
