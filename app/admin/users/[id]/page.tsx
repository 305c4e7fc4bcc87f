import type { Metadata } from 'next';
import { AccountShell } from '@/app/_components/account-shell';
import { Section } from '@/app/_components/section';
import { Unavailable } from '@/app/_components/unavailable';
import { currentUser } from '@/lib/auth/session';
import { isFormReply } from '@/lib/http/form-reply';
import { Ban } from '../../_components/ban';
import { Profile } from '../../_components/profile';
import { Role } from '../../_components/role';
import { Sessions } from '../../_components/sessions';
import { loadUser } from './load-user';

export const dynamic = 'force-dynamic';

/** If the user is unavailable, a form reply shows only the rejected form. */
const ONLY_REJECTED = '[&_section:not(:has([role=alert],[aria-invalid=true]))]:hidden';

export async function generateMetadata({ params }: PageProps<'/admin/users/[id]'>): Promise<Metadata> {
  return { title: (await loadUser((await params).id))?.name ?? 'User' };
}

export default async function UserPage({ params }: PageProps<'/admin/users/[id]'>) {
  const { id } = await params;
  const [user, visitor] = [await loadUser(id), await currentUser()];
  if (!user && !(await isFormReply())) return <Unavailable path={`/admin/users/${id}`} />;
  const isSelf = user !== null && user.id === visitor?.id;
  return (
    <AccountShell title={user?.name ?? 'User'}>
      <div className={user ? undefined : ONLY_REJECTED}>
        <Section title="Profile">{user && <Profile user={user} />}</Section>
        <Section title="Role">
          <Role id={id} user={user} isSelf={isSelf} />
        </Section>
        <Section title="Ban">
          <Ban id={id} user={user} isSelf={isSelf} />
        </Section>
        <Section title="Sessions">
          <Sessions id={id} user={user} isSelf={isSelf} />
        </Section>
      </div>
      <a href="/admin/users" className="button-quiet mt-10 -ml-3">
        ← All users
      </a>
    </AccountShell>
  );
}
