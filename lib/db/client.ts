import { drizzle } from 'drizzle-orm/neon-http';
import { env } from '../env';
import { connect } from './connection';
import * as schema from './schema';

/** How long, in milliseconds, the database may take, with its network. With what a page waits for the auth server it is less than 3 s. */
const TIME_LIMIT = 1_700;

/** The database as its owner. `db.batch` is its transaction: over HTTP there is no other. */
export const db = drizzle(connect(env.DATABASE_URL, TIME_LIMIT), { schema });
