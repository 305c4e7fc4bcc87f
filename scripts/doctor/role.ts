import { appUser } from '../../lib/db/schema';
import type { Sql } from './database';
import { failed, ok, type Result } from './result';

const CHECK = 'Role';

/** Checks that the role of `DATABASE_URL` can run the migrations, and can switch to the role of the app's users. */
export async function checkRole(sql: Sql): Promise<Result[]> {
  const [role] = await sql`
    select current_user as name,
      rolsuper or rolcreaterole as "canCreateRoles",
      has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as "canCreateTables",
      exists (select from pg_roles where rolname = ${appUser.name}) as "appUserExists",
      (
        select pg_has_role(current_user, oid, case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)
        from pg_roles where rolname = ${appUser.name}
      ) as "canSwitch"
    from pg_roles where rolname = current_user`;
  if (!role?.canCreateTables) {
    return [
      failed(
        CHECK,
        `${role?.name} can't create tables and schemas in this database`,
        'Use the connection string of the database owner: Neon Console, your project, Connect.',
      ),
    ];
  }
  if (!role.appUserExists && !role.canCreateRoles) {
    return [
      failed(
        CHECK,
        `${role.name} can't create the role ${appUser.name}`,
        'Use a role that the Neon Console, API or CLI created: only those can create roles.',
      ),
    ];
  }
  if (role.appUserExists && !role.canSwitch) {
    return [
      failed(
        CHECK,
        `${role.name} can't switch to the role ${appUser.name}, which another role created`,
        `Run as that role: grant ${appUser.name} to ${role.name}`,
      ),
    ];
  }
  return [
    ok(CHECK, `${role.name} can create tables and ${role.appUserExists ? 'switch to' : 'create'} ${appUser.name}`),
  ];
}
