import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { makeAdministrator } from '@/scripts/admin';
import { runScript, waitForExit } from '../support/neon';
import { insertUser } from '../support/users';

const { DATABASE_URL: url = '', NEON_AUTH_BASE_URL = '' } = process.env;
/** The data folder of the running local Neon. */
let folder: string;

beforeAll(async () => {
  ({ folder } = await (await fetch(new URL('/status.json', NEON_AUTH_BASE_URL))).json());
});

const roleOf = async (id: string) => (await connect(url)`select role from neon_auth.user where id = ${id}`)[0]?.role;

describe('npm run admin', () => {
  test('makes the user with that email address an administrator on the running local Neon, and can be run twice', async () => {
    const [user, other] = [await insertUser(url), await insertUser(url)];
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const command = runScript(['scripts/admin.ts', ` ${user.id.toUpperCase()}@Example.com `], {
        NEON_LOCAL_DATA: folder,
      });
      expect(await waitForExit(command)).toBe(0);
      expect(command.output()).toBe(
        `${user.id}@example.com is now an administrator. It takes effect within a minute.\n`,
      );
    }
    expect(await roleOf(user.id)).toBe('admin');
    expect(await roleOf(other.id)).not.toBe('admin');
  });

  test('uses the database in DATABASE_URL', async () => {
    const { id } = await insertUser(url);
    const command = runScript(['scripts/admin.ts', `${id}@example.com`], { DATABASE_URL: url });
    expect(await waitForExit(command)).toBe(0);
    expect(await roleOf(id)).toBe('admin');
  });

  test.each([
    ['an unknown email address', ['unknown@example.com'], 'No user has the email unknown@example.com.'],
    ['no email address', [], 'Usage: npm run admin ada@example.com'],
    ['an empty email address', [' '], 'Usage: npm run admin ada@example.com'],
    [
      'more than one email address',
      ['a@example.com', 'b@example.com'],
      'Unknown argument: b@example.com. Usage: npm run admin ada@example.com',
    ],
  ])('fails with a one-line error for %s', async (_case, addresses, message) => {
    const command = runScript(['scripts/admin.ts', ...addresses], { NEON_LOCAL_DATA: folder });
    expect(await waitForExit(command)).toBe(1);
    expect(command.output()).toBe(`${message}\n`);
  });

  test('names the database that does not respond', async () => {
    const DATABASE_URL = 'postgresql://owner:secret@ep-a.invalid/neondb';
    const command = runScript(['scripts/admin.ts', 'ada@example.com'], { DATABASE_URL });
    expect([await waitForExit(command), command.output()]).toEqual([
      1,
      expect.stringMatching(/^The database at ep-a\.invalid is unreachable: the host name was not found\./),
    ]);
  });

  test('matches the email address literally, not as a pattern', async () => {
    const { id } = await insertUser(url);
    await expect(makeAdministrator(url, ['%@example.com'])).rejects.toThrow('No user has the email');
    await expect(makeAdministrator(url, [`${randomUUID()}' or true --`])).rejects.toThrow('No user has the email');
    expect(await roleOf(id)).not.toBe('admin');
  });
});
