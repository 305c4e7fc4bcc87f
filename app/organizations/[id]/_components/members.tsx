import { Avatar } from '@/app/_components/avatar';
import { isFormReply } from '@/lib/http/form-reply';
import type { Role } from '../../input';
import { ROLE_NAMES } from '../../input';
import type { Member } from '../../organizations';
import type { OwnOrganization } from '../load-organization';
import { MemberControls } from './member-controls';

/** The members of the organization, with controls for those that the user may change. */
export async function Members({ organization: { id, role, userId, members } }: { organization: OwnOrganization }) {
  if (!members) return <p className="text-muted-foreground">Couldn't load the members.</p>;
  // Without JavaScript, the reply to a form shows its errors.
  const isReply = await isFormReply();
  return (
    <ul className="divide-y divide-border">
      {members.map((member) => (
        <li key={member.id} aria-label={member.name} className="py-3 first:pt-0">
          <div className="flex items-center gap-x-3">
            <Avatar name={member.name} image={member.image} />
            <div className="min-w-0 grow">
              <p className="wrap-anywhere">
                <bdi className="font-medium">{member.name}</bdi>
                {member.userId === userId && <span className="text-muted-foreground"> · you</span>}
              </p>
              <p className="text-sm wrap-anywhere text-muted-foreground">
                <bdi>{member.email}</bdi>
              </p>
            </div>
            <p className="badge">{ROLE_NAMES[member.role]}</p>
          </div>
          {canChange(role, member) && (
            <details open={isReply} className="mt-1 pl-12">
              <summary className="button-quiet -ml-3 cursor-pointer list-none text-sm after:ml-1.5 after:content-['▾'/'']">
                Manage <bdi className="sr-only">{member.name}</bdi>
              </summary>
              <MemberControls organizationId={id} member={member} isSelf={member.userId === userId} role={role} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Owners can change anyone; admins, anyone but owners. Neon Auth enforces it. */
function canChange(role: Role, member: Member): boolean {
  return role === 'owner' || (role === 'admin' && member.role !== 'owner');
}
