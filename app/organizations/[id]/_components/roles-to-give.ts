import { ROLE_NAMES, ROLES, type Role } from '../../input';

/** The roles that somebody may give, the one with the fewest rights first: only owners make owners. */
export function rolesToGive(own: Role): { role: Role; name: string }[] {
  return ROLES.filter((role) => own === 'owner' || role !== 'owner')
    .toReversed()
    .map((role) => ({ role, name: ROLE_NAMES[role] }));
}
