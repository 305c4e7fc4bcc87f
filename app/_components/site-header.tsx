import { currentUser } from '@/lib/auth/session';
import { accountPages, headerPages } from '@/lib/site';
import type { Theme } from '../theme/themes';
import { SiteNavigation } from './site-navigation';

const HEADER_PAGES = [{ path: '/posts', name: 'Posts' }, ...headerPages()];
const OWN_POSTS = { path: '/posts/mine', name: 'My posts' };

export async function SiteHeader({ theme }: { theme: Theme }) {
  const user = await currentUser();
  return (
    <SiteNavigation
      user={
        user && { name: user.name, email: user.email, image: user.image, pages: [OWN_POSTS, ...accountPages(user)] }
      }
      pages={HEADER_PAGES}
      theme={theme}
    />
  );
}
