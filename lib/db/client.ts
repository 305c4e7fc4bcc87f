import { neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { env } from '../env';
import { database } from '../http/cold-start';
import { TIMEOUTS } from '../limits';
import { connect } from './connection';
import { postQuery } from './http-client';
import * as schema from './schema';

neonConfig.fetchFunction = (...request: Parameters<typeof postQuery>) => database.record(postQuery(...request));

/** The database, connected as its owner. Use `db.batch` for a transaction: the HTTP driver has no interactive one. */
export const db = drizzle(
  connect(env.DATABASE_URL, () => database.timeout(TIMEOUTS.database)),
  { schema },
);
