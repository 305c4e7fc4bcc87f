import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** Whether a comma-separated list of roles contains one. Better Auth stores several roles in one string. */
export function hasRole(roles: string | null | undefined, role: string): boolean {
  return roles?.split(',').includes(role) ?? false;
}

/** The same as a condition. */
export function hasRoleSql(roles: SQLWrapper, role: string): SQL {
  return sql`${role} = any(string_to_array(${roles}, ','))`;
}
