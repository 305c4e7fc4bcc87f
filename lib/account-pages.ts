/** What belongs to a user's account, each in a folder of its own: whoever removes a folder removes its line. */
export const ACCOUNT_PAGES: { path: string; name: string; isForAdmins?: true }[] = [
  { path: '/account', name: 'Account' },
  { path: '/organizations', name: 'Organizations' },
  { path: '/admin/users', name: 'Users', isForAdmins: true },
];
