import { currentUser } from '@/lib/auth/session';
import { ACCOUNT_PAGES } from '@/lib/site';
import { currentTheme } from '../theme/theme';
import { SiteNavigation } from './site-navigation';

const POSTS = { path: '/posts', name: 'Posts' };
const OWN_POSTS = { path: '/posts/mine', name: 'My posts' };
const HEADER_PAGES = [POSTS, ...ACCOUNT_PAGES.filter(({ isInHeader }) => isInHeader).map(toPage)];

export async function SiteHeader() {
  const [user, theme] = await Promise.all([currentUser(), currentTheme()]);
  const pages = [OWN_POSTS, ...ACCOUNT_PAGES.filter(({ isForAdmins }) => !isForAdmins || user?.isAdmin).map(toPage)];
  return (
    <SiteNavigation
      user={user && { name: user.name, email: user.email, image: user.image, pages }}
      pages={HEADER_PAGES}
      theme={theme}
    />
  );
}

function toPage({ path, name }: { path: string; name: string }) {
  return { path, name };
}
