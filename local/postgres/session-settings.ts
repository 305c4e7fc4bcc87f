/** The settings of a session on Neon. A PostgreSQL server may have others, and PGlite does. */
const SETTINGS = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  lc_messages: 'C',
  lc_monetary: 'C',
  search_path: '"$user", public',
  TimeZone: 'GMT',
};

/** Command-line arguments of Postgres that set the settings of each session. */
export const SESSION_ARGUMENTS = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * Starts a session as the owner, with the settings of `alter role` and `alter database`. Postgres applies these at login,
 * but to the login's role, which is a superuser here; PGlite ignores them. Like Postgres, skips invalid settings.
 */
export const START_SESSION = `set session authorization neondb_owner;
do $$ declare setting text; begin
  for setting in
    select unnest(setconfig) from pg_db_role_setting
    where setdatabase in (0, (select oid from pg_database where datname = current_database()))
      and setrole in (0, 'neondb_owner'::regrole)
    order by setrole <> 0, setdatabase <> 0
  loop
    begin
      perform set_config(split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1), false);
    exception when others then null;
    end;
  end loop;
end $$`;
