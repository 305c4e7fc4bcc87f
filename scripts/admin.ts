import { connect } from '../lib/db/connection';
import { toAddress } from '../lib/text/visible';
import { databaseUrl, runAsScript } from './environment';
import { onDatabase } from './on-database';

const USAGE = 'npm run admin ada@example.com';

/**
 * Makes a user an administrator. The app can't create the first one, because only administrators can assign roles.
 * Neon owns the schema `neon_auth`; this is the only place where this project writes to it.
 * @param emails exactly one email address
 * @returns a message for the terminal
 * @throws Error with a message for the terminal
 */
export async function makeAdministrator(databaseUrl: string, emails: string[]): Promise<string> {
  const [email, ...others] = emails.map(toAddress);
  if (!email || others.length > 0) throw new Error(`Usage: ${USAGE}`);
  const sql = connect(databaseUrl);
  const [user] = await sql`
    update neon_auth.user set role = 'admin' where lower(email) = lower(${email}) returning email`;
  if (!user) throw new Error(`No user has the email ${email}.`);
  return `${user.email} is now an administrator. It takes effect within a minute.`;
}

await runAsScript(import.meta.url, {
  usage: USAGE,
  maxArguments: 1,
  main: (emails) => onDatabase(databaseUrl(), (url) => makeAdministrator(url, emails)),
});
