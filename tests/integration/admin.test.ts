import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { makeAdministrator } from '@/scripts/admin';
import { newAccount } from '../support/accounts';
import { ended, run, startTestNeon, type TestNeon } from '../support/neon';

let neon: TestNeon;
let url: string;

beforeAll(async () => {
  neon = await startTestNeon();
  url = neon.environment.DATABASE_URL;
});
afterAll(() => neon.stop());

const roleOf = async (id: string) => (await connect(url)`select role from neon_auth.user where id = ${id}`)[0]?.role;

describe('npm run admin', () => {
  test('makes whoever has the address an administrator, on the local Neon that runs, and may be run again', async () => {
    const [meant, other] = [await newAccount(url), await newAccount(url)];
    for (let time = 1; time <= 2; time += 1) {
      const command = run(['scripts/admin.ts', ` ${meant.id.toUpperCase()}@Example.com `], {
        NEON_LOCAL_DATA: neon.folder,
      });
      expect(await ended(command)).toBe(0);
      expect(command.output()).toBe(
        `${meant.id}@example.com is now an administrator. It takes effect within a minute.\n`,
      );
    }
    expect(await roleOf(meant.id)).toBe('admin');
    expect(await roleOf(other.id)).not.toBe('admin');
  });

  test('works on the database in DATABASE_URL', async () => {
    const { id } = await newAccount(url);
    const command = run(['scripts/admin.ts', `${id}@example.com`], { DATABASE_URL: url });
    expect(await ended(command)).toBe(0);
    expect(await roleOf(id)).toBe('admin');
  });

  test.each([
    ['an address that nobody has', ['nobody@example.com'], 'No user has the email nobody@example.com.'],
    ['no address', [], 'Usage: npm run admin -- ada@example.com'],
    ['an empty one', [' '], 'Usage: npm run admin -- ada@example.com'],
    ['more than one', ['a@example.com', 'b@example.com'], 'Usage: npm run admin -- ada@example.com'],
  ])('given %s, it says so in one line and fails', async (_what, addresses, said) => {
    const command = run(['scripts/admin.ts', ...addresses], { NEON_LOCAL_DATA: neon.folder });
    expect(await ended(command)).toBe(1);
    expect(command.output()).toBe(`${said}\n`);
  });

  test('takes an address as it is, and no pattern of one', async () => {
    const { id } = await newAccount(url);
    await expect(makeAdministrator(url, ['%@example.com'])).rejects.toThrow('No user has the email');
    await expect(makeAdministrator(url, [`${randomUUID()}' or true --`])).rejects.toThrow('No user has the email');
    expect(await roleOf(id)).not.toBe('admin');
  });
});
