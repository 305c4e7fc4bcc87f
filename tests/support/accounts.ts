import { randomUUID } from 'node:crypto';
import { connect } from '../../lib/db/connection';

export interface Account {
  id: string;
  name: string;
  /** Token of an active session. */
  token: string;
}

/** Inserts a user with a session directly into the database. */
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
