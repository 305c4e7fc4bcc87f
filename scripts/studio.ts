import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { databaseUrl, postgresUrl, runAsScript } from './environment';

/** Runs Drizzle Studio on a database until it is stopped. @throws Error when it fails */
async function openStudio(url: string): Promise<void> {
  const drizzleKit = path.dirname(createRequire(import.meta.url).resolve('drizzle-kit'));
  const studio = spawn(process.execPath, [path.join(drizzleKit, 'bin.cjs'), 'studio'], {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: url },
  });
  const [code] = await once(studio, 'exit');
  if (code) throw new Error(`Drizzle Studio exited with code ${code}.`);
}

await runAsScript(import.meta.url, {
  usage: 'npm run db:studio',
  main: async () => {
    // Without a database, this says how to get one.
    databaseUrl();
    const url = postgresUrl();
    if (!url) {
      throw new Error(
        'Local Neon has no port for the Postgres protocol. Start it with NEON_LOCAL_PG_PORT=5433, for example.',
      );
    }
    await openStudio(url);
    return 'Drizzle Studio has stopped.';
  },
});
