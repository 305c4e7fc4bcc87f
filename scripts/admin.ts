import { connect } from '../lib/db/connection';
import { runAsScript } from './environment';

const USAGE = 'Give one email address: npm run admin -- ada@example.com';

/**
 * Makes a user an administrator: the first one, whom nobody could choose in the app. This is all that this project writes into
 * `neon_auth`, which is Neon's.
 * @param addresses the one email address of whom is meant
 * @returns what was done, in words
 * @throws Error with a sentence when that is not one address, or nobody has it
 */
export async function makeAdministrator(databaseUrl: string, addresses: string[]): Promise<string> {
  const [address, ...others] = addresses.map((text) => text.trim());
  if (!address || others.length > 0) throw new Error(USAGE);
  const sql = connect(databaseUrl);
  const [user] = await sql`
    update neon_auth.user set role = 'admin' where lower(email) = lower(${address}) returning email`;
  if (!user) throw new Error(`Nobody has signed up with ${address}.`);
  return `${user.email} is an administrator. Where they are signed in, it takes effect within a minute.`;
}

await runAsScript(import.meta.url, (databaseUrl) => makeAdministrator(databaseUrl, process.argv.slice(2)));
