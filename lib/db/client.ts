import { drizzle } from 'drizzle-orm/neon-http';
import { env } from '../env';
import { TIMEOUTS } from '../limits';
import { connect } from './connection';
import * as schema from './schema';

/** The database, connected as its owner. `db.batch` is its transaction: there is no other over HTTP. */
export const db = drizzle(connect(env.DATABASE_URL, TIMEOUTS.database), { schema });
