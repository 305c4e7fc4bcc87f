import type { Role } from '../../input';
import { ROLE_NAMES } from '../../input';
import type { Member } from '../../organizations';
import type { OwnOrganization } from '../load-organization';
import { MemberControls } from './member-controls';

/** The members of the organization, with controls for those that the user may change. */
export function Members({ organization: { id, role, userId, members } }: { organization: OwnOrganization }) {
  if (!members) return <p className="text-muted-foreground">Couldn't load the members.</p>;
  return (
    <ul className="divide-y divide-border">
      {members.map((member) => (
        <li key={member.id} aria-label={member.name} className="py-3 first:pt-0">
          <div className="flex items-baseline justify-between gap-x-4">
            <p className="min-w-0 wrap-anywhere">
              <bdi>{member.name}</bdi>
              {member.userId === userId && <span className="text-muted-foreground"> · you</span>}
            </p>
            <p className="shrink-0">{ROLE_NAMES[member.role]}</p>
          </div>
          <p className="text-sm wrap-anywhere text-muted-foreground">
            <bdi>{member.email}</bdi>
          </p>
          {canChange(role, member) && (
            <MemberControls organizationId={id} member={member} isSelf={member.userId === userId} role={role} />
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
