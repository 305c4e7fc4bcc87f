import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { bloom } from '@electric-sql/pglite/contrib/bloom';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { cube } from '@electric-sql/pglite/contrib/cube';
import { dict_int } from '@electric-sql/pglite/contrib/dict_int';
import { earthdistance } from '@electric-sql/pglite/contrib/earthdistance';
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch';
import { hstore } from '@electric-sql/pglite/contrib/hstore';
import { intarray } from '@electric-sql/pglite/contrib/intarray';
import { isn } from '@electric-sql/pglite/contrib/isn';
import { lo } from '@electric-sql/pglite/contrib/lo';
import { ltree } from '@electric-sql/pglite/contrib/ltree';
import { moddatetime } from '@electric-sql/pglite/contrib/moddatetime';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { seg } from '@electric-sql/pglite/contrib/seg';
import { tablefunc } from '@electric-sql/pglite/contrib/tablefunc';
import { tcn } from '@electric-sql/pglite/contrib/tcn';
import { tsm_system_rows } from '@electric-sql/pglite/contrib/tsm_system_rows';
import { tsm_system_time } from '@electric-sql/pglite/contrib/tsm_system_time';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import { vector } from '@electric-sql/pglite-pgvector';
import { parseTar } from 'nanotar';

/**
 * The extensions that both Neon and PGlite have. `moddatetime` includes `autoinc`, `insert_username` and `refint`.
 * `pg_stat_statements` is missing: PGlite would write it to `postgresql.conf` as a library to load at every start.
 */
const EXTENSIONS = [
  ...[bloom, btree_gin, btree_gist, citext, cube, dict_int, earthdistance, fuzzystrmatch, hstore, intarray, isn, lo],
  ...[ltree, moddatetime, pg_trgm, pgcrypto, seg, tablefunc, tcn, tsm_system_rows, tsm_system_time, unaccent],
  ...[uuid_ossp, vector],
];

/** Not headers and documentation. */
const FILES = /^(lib|share\/postgresql)\//;

const CONTROL_FILES = `${PGlite.paths.PG_ROOT}/share/postgresql/extension`;

const SESSION_JWT = readFileSync(new URL('./pg_session_jwt.sql', import.meta.url), 'utf8');

/**
 * Adds the files of the extensions, and lets the owner create each, as Neon does. Otherwise some would need a superuser.
 * PGlite's option `extensions` compiles the library of each at every start; Postgres loads one when it is first used.
 */
export async function addExtensions(pglite: PGlite): Promise<void> {
  const { FS } = pglite.Module;
  for (const { setup } of EXTENSIONS) {
    const { bundlePath } = await setup(pglite, {});
    if (!bundlePath) throw new Error('PGlite has an extension without a bundle.');
    for (const { type, name, data } of parseTar(gunzipSync(readFileSync(bundlePath)))) {
      if (type === 'file' && data && FILES.test(name)) FS.writeFile(`${PGlite.paths.PG_ROOT}/${name}`, data);
    }
  }
  const control = "comment = 'the claims of a JWT'\ndefault_version = '0.4.0'\nrelocatable = false\n";
  FS.writeFile(`${CONTROL_FILES}/pg_session_jwt.control`, control);
  FS.writeFile(`${CONTROL_FILES}/pg_session_jwt--0.4.0.sql`, SESSION_JWT);
  for (const name of FS.readdir(CONTROL_FILES).filter((file: string) => file.endsWith('.control'))) {
    const file = `${CONTROL_FILES}/${name}`;
    const text: string = FS.readFile(file, { encoding: 'utf8' });
    if (!/^trusted\b/m.test(text)) FS.writeFile(file, `${text}\ntrusted = true\n`);
  }
}
