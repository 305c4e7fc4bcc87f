/**
 * Creates the roles that Neon creates, unless they exist: the login, which isn't a superuser, `neon_superuser`, and the roles of
 * its Data API, for policies.
 * Roles belong to the server, so the lock keeps several local Neons from creating them at the same time.
 */
export const CREATE_ROLES = `do $$ begin
  perform pg_advisory_xact_lock(hashtext('neondb_owner'));
  if to_regrole('neon_superuser') is null then
    create role neon_superuser createdb createrole replication bypassrls in role pg_read_all_data, pg_write_all_data;
    grant pg_monitor, pg_signal_backend to neon_superuser with admin option;
    if current_setting('server_version_num')::int >= 160000 then grant pg_create_subscription to neon_superuser; end if;
  end if;
  if to_regrole('neondb_owner') is null then create role neondb_owner; end if;
  if not pg_has_role('neondb_owner', 'neon_superuser', 'member') then
    alter role neondb_owner login createrole createdb replication bypassrls;
    grant neon_superuser to neondb_owner;
  end if;
  if to_regrole('authenticated') is null then create role authenticated; end if;
  if to_regrole('anonymous') is null then create role anonymous; end if;
  if not pg_has_role('neondb_owner', 'authenticated', 'member') then
    grant authenticated, anonymous to neondb_owner;
  end if;
end $$`;

/** Returns the statement that creates the database with Neon's encoding and collation. */
export function createDatabase(name: string, serverVersion: number): string {
  const provider = serverVersion >= 170000 ? `locale_provider builtin builtin_locale 'C.UTF-8'` : '';
  return `create database ${name} owner neondb_owner template template0 encoding 'UTF8' locale 'C.UTF-8' ${provider}`;
}
