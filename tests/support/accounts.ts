import { randomUUID } from 'node:crypto';
import { connect } from '../../lib/db/connection';

export interface Account {
  id: string;
  name: string;
  /** Of a session that is alive. */
  token: string;
}

/** Creates a user with a session in the database itself, for tests of what the database does. */
export async function newAccount(databaseUrl = process.env.DATABASE_URL ?? ''): Promise<Account> {
  const sql = connect(databaseUrl);
  const account = { id: randomUUID(), name: 'Ada Lovelace', token: randomUUID() };
  await sql.transaction([
    sql`insert into neon_auth.user (id, name, email, "emailVerified")
        values (${account.id}, ${account.name}, ${`${account.id}@example.com`}, false)`,
    sql`insert into neon_auth.session ("userId", token, "expiresAt", "updatedAt")
        values (${account.id}, ${account.token}, now() + interval '1 hour', now())`,
  ]);
  return account;
}
