import { z } from 'zod';
import { type Engine, withClient } from '../postgres/engine';

const Columns = z.array(z.object({ name: z.string(), type: z.string() }));

/** A table or view, with its columns in order. */
export interface Table {
  schema: string;
  name: string;
  /** Its name as SQL, quoted where needed, with its schema unless that is `public`. */
  reference: string;
  columns: z.infer<typeof Columns>;
}

/** Lists the tables and views, those in `public` first. */
export async function readTables(engine: Engine): Promise<Table[]> {
  const { rows } = await withClient(engine, (client) =>
    client.query(
      `select n.nspname, c.relname,
         case n.nspname when 'public' then format('%I', c.relname) else format('%I.%I', n.nspname, c.relname) end,
         json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
       group by n.nspname, c.relname
       order by n.nspname <> 'public', n.nspname, c.relname`,
    ),
  );
  return rows.map(([schema, name, reference, columns]) => ({
    ...{ schema: schema ?? '', name: name ?? '', reference: reference ?? '' },
    columns: Columns.parse(JSON.parse(columns ?? '[]')),
  }));
}
