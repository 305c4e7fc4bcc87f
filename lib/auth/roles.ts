/** Whether a comma-separated list of roles contains one. Better Auth stores several roles in one string. */
export function hasRole(roles: string | null | undefined, role: string): boolean {
  return roles?.split(',').includes(role) ?? false;
}
