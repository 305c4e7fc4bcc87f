import { ROLE_NAMES, ROLES, type Role } from '../../input';

/** The roles that a member can assign, the one with the fewest rights first. Only owners can assign `owner`. */
export function RoleOptions({ assigner }: { assigner: Role }) {
  const roles = ROLES.filter((role) => assigner === 'owner' || role !== 'owner').toReversed();
  return roles.map((role) => (
    <option key={role} value={role}>
      {ROLE_NAMES[role]}
    </option>
  ));
}
