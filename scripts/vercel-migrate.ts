import { cleanValue } from '../lib/environment/clean';
import { parseDatabaseUrl } from '../lib/environment/parse';
import { endpointOf } from './connection-string';
import { runAsScript } from './environment';
import { migrate, migrationCount } from './migrate';
import { onDatabase } from './on-database';
import { hasProductionHosts, isProductionHost, recordProductionHost } from './production-hosts';

type Variables = Record<string, string | undefined>;

/**
 * Migrates the database of a deployment on Vercel. Deployments that build at the same time apply each migration once. A preview
 * must not change production's database, so it stops unless it has a database of its own.
 * @returns a message for the terminal
 * @throws Error with a message for the terminal
 */
export async function migrateDeployment(variables: Variables): Promise<string> {
  const databaseUrl = deploymentDatabase(variables);
  if (!databaseUrl) return 'DATABASE_URL is not set, so nothing is migrated. The deployment says what to set.';
  return onDatabase(databaseUrl, async () => {
    if (variables.VERCEL_ENV === 'preview') await rejectProduction(databaseUrl, variables);
    else if (variables.VERCEL_ENV === 'production') await recordProductionHost(databaseUrl);
    const count = await migrate(databaseUrl);
    return `${endpointOf(databaseUrl)}: applied ${migrationCount(count)}.`;
  });
}

/** Returns the direct connection if there is one: poolers can interrupt long migrations. Returns null if none is set. */
function deploymentDatabase(variables: Variables): string | null {
  const pooled = cleanValue('DATABASE_URL', variables.DATABASE_URL);
  const direct = cleanValue('DATABASE_URL_UNPOOLED', variables.DATABASE_URL_UNPOOLED);
  if (!pooled && !direct) return null;
  const [databaseUrl, app] = [direct ?? pooled, pooled ?? direct].map((url) => parseDatabaseUrl({ DATABASE_URL: url }));
  if (!databaseUrl || !app) return null;
  if (endpointOf(databaseUrl) !== endpointOf(app)) {
    throw new Error('DATABASE_URL_UNPOOLED is of another branch than DATABASE_URL. Set both to the same branch.');
  }
  return databaseUrl;
}

async function rejectProduction(databaseUrl: string, variables: Variables): Promise<void> {
  const endpoint = endpointOf(databaseUrl);
  const named = cleanValue('PRODUCTION_DATABASE_HOST', variables.PRODUCTION_DATABASE_HOST);
  const isNamed = named !== undefined && endpointOf(`postgresql://${named}`) === endpoint;
  if (isNamed || (await isProductionHost(databaseUrl))) {
    throw new Error(
      [
        `This preview uses the production database ${endpoint}. Nothing was migrated.`,
        'Give previews their own branch: Vercel, your project, Storage, your database, Connect, Preview deployments.',
      ].join('\n'),
    );
  }
  if (named === undefined && !(await hasProductionHosts(databaseUrl))) {
    throw new Error(
      [
        `The database ${endpoint} may be production's: no production deployment has run on it or its parent branch.`,
        "Deploy to production first, or set PRODUCTION_DATABASE_HOST to the host of production's DATABASE_URL.",
      ].join('\n'),
    );
  }
}

await runAsScript(import.meta.url, {
  usage: 'npm run vercel-build',
  main: () => migrateDeployment(process.env),
});
