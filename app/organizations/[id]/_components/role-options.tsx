import { ROLE_NAMES, ROLES, type Role } from '../../input';

/** The roles that a member may give to others, the one with the fewest rights first. Only owners make owners. */
export function RoleOptions({ giver }: { giver: Role }) {
  const roles = ROLES.filter((role) => giver === 'owner' || role !== 'owner').toReversed();
  return roles.map((role) => (
    <option key={role} value={role}>
      {ROLE_NAMES[role]}
    </option>
  ));
}
