import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import * as schema from './schema';

// Not in the quickstart: the address of local Neon, which all measured apps share.
neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;
const sql = neon(process.env.DATABASE_URL ?? '');
export const db = drizzle(sql, { schema });
