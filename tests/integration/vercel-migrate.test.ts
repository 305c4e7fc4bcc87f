import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { recordProductionHost } from '@/scripts/production-hosts';
import { migrateDeployment } from '@/scripts/vercel-migrate';
import { dropMigrations, runScript, startTestNeon, type TestNeon, waitForExit } from '../support/neon';

let neon: TestNeon;
let url: string;
let sql: ReturnType<typeof connect>;

beforeAll(async () => {
  neon = await startTestNeon();
  url = neon.environment.DATABASE_URL;
  sql = connect(url);
});
afterAll(() => neon.stop());
beforeEach(() => dropMigrations(sql));

/** Whether the app's tables exist. */
async function isMigrated(): Promise<boolean> {
  const [row] = await sql`select to_regclass('public.rate_limits') is not null as exists`;
  return row?.exists === true;
}

/** Turns the database into a branch of a production database: it has a copy of the record, and another host. */
async function becomeBranch(): Promise<void> {
  await recordProductionHost(url);
  await sql`update drizzle.production_hosts set host = 'ep-production.eu-central-1.aws.neon.tech'`;
}

describe('a deployment on Vercel', () => {
  test('migrates the production database', async () => {
    expect(await migrateDeployment({ VERCEL_ENV: 'production', DATABASE_URL: url })).toMatch(
      /: applied \d+ migrations\.$/,
    );
    expect(await isMigrated()).toBe(true);
    expect(await migrateDeployment({ VERCEL_ENV: 'production', DATABASE_URL: url })).toMatch(
      /: applied 0 migrations\.$/,
    );
  });

  test('migrates once when two deployments build at the same time', async () => {
    const variables = { ...neon.environment, VERCEL: '1', VERCEL_ENV: 'production' };
    const deployments = [1, 2].map(() => runScript(['scripts/vercel-migrate.ts'], variables));
    expect(await Promise.all(deployments.map(waitForExit))).toEqual([0, 0]);
    const counts = deployments.map((deployment) => Number(/applied (\d+)/.exec(deployment.output())?.[1]));
    const [recorded] = await sql`select count(*)::int as count from drizzle.__drizzle_migrations`;
    expect(counts.reduce((sum, count) => sum + count)).toBe(recorded?.count);
  });

  test('uses the direct connection, and only if it is of the same branch', async () => {
    const other = 'postgresql://owner:secret@ep-other.eu-central-1.aws.neon.tech/neondb';
    const variables = { VERCEL_ENV: 'production', DATABASE_URL: url };
    await expect(migrateDeployment({ ...variables, DATABASE_URL_UNPOOLED: other })).rejects.toThrow(
      'of another branch',
    );
    expect(await isMigrated()).toBe(false);
    await migrateDeployment({ VERCEL_ENV: 'production', DATABASE_URL_UNPOOLED: url });
    expect(await isMigrated()).toBe(true);
  });

  test('without a database migrates nothing, so that the deployment can show what to set', async () => {
    const deployment = runScript(['scripts/vercel-migrate.ts'], { VERCEL: '1', VERCEL_ENV: 'production' });
    expect([await waitForExit(deployment), deployment.output()]).toEqual([
      0,
      expect.stringContaining('DATABASE_URL is not set, so nothing is migrated.'),
    ]);
  });
});

describe('a preview on Vercel', () => {
  test('migrates a branch of the production database', async () => {
    await becomeBranch();
    expect(await migrateDeployment({ VERCEL_ENV: 'preview', DATABASE_URL: url })).toMatch(/applied \d+ migrations/);
    expect(await isMigrated()).toBe(true);
  });

  test('fails on the production database, and changes nothing', async () => {
    await recordProductionHost(url);
    const preview = runScript(['scripts/vercel-migrate.ts'], { ...neon.environment, VERCEL_ENV: 'preview' });
    expect([await waitForExit(preview), preview.output()]).toEqual([
      1,
      expect.stringMatching(
        /uses the production database localhost.*Nothing was migrated\.\n.*Give previews their own branch/,
      ),
    ]);
    expect(await isMigrated()).toBe(false);
  });

  test('fails on a database that may be production', async () => {
    await expect(migrateDeployment({ VERCEL_ENV: 'preview', DATABASE_URL: url })).rejects.toThrow('may be production');
    expect(await isMigrated()).toBe(false);
  });

  test('compares the database with PRODUCTION_DATABASE_HOST, pooled or not', async () => {
    const preview = { VERCEL_ENV: 'preview', DATABASE_URL: url };
    const { host } = new URL(url);
    await expect(migrateDeployment({ ...preview, PRODUCTION_DATABASE_HOST: host })).rejects.toThrow(
      'production database',
    );
    const pooled = 'ep-a-pooler.eu-central-1.aws.neon.tech';
    const direct = 'postgresql://owner:secret@ep-a.eu-central-1.aws.neon.tech/neondb';
    await expect(
      migrateDeployment({ VERCEL_ENV: 'preview', DATABASE_URL: direct, PRODUCTION_DATABASE_HOST: pooled }),
    ).rejects.toThrow('production database ep-a.eu-central-1.aws.neon.tech');
    expect(await isMigrated()).toBe(false);
    await migrateDeployment({ ...preview, PRODUCTION_DATABASE_HOST: 'ep-a.eu-central-1.aws.neon.tech' });
    expect(await isMigrated()).toBe(true);
  });
});
