import { currentUser } from '@/lib/auth/session';
import { SiteNavigation } from './site-navigation';

export async function SiteHeader() {
  const user = await currentUser();
  return <SiteNavigation user={user && { name: user.name, email: user.email }} />;
}
