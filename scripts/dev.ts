// Starts local Neon with the migrations and sample posts, and a command that uses it. When one of them exits, both do.
//
//   dev.ts next dev          the app
//   dev.ts node script.js    a script
//
// If all three Neon variables are set, the command uses that Neon and local Neon doesn't start.
import { runNeon, runUntilEnd, StartError } from '../local';
import { commandArguments, unknownArgument } from './arguments';
import { isProgram, startCommand } from './dev/command';
import { loadEnvironmentFiles, missingNeonVariables, NEON_VARIABLES } from './environment';
import { migrate } from './migrate';
import { MigrationError } from './migration-error';
import { seed } from './seed';

async function main(args: string[]): Promise<number> {
  if (!isProgram(args[0])) throw new StartError(unknownArgument(args[0] ?? '', 'npm run dev'));
  if (hasNeonVariables()) return runUntilEnd([startCommand(args, {})]);
  // Local Neon simulates these. The developer can choose others.
  const NEON_AUTH_METHODS = process.env.NEON_AUTH_METHODS ?? 'google,magic-link';
  return runNeon({
    prepare: prepareDatabase,
    start: (environment) => startCommand(args, { ...environment, NEON_AUTH_METHODS }, 'without-banner'),
  });
}

/** Returns true if all Neon variables are set, false if none is. @throws StartError when some are missing */
function hasNeonVariables(): boolean {
  loadEnvironmentFiles();
  const missing = missingNeonVariables();
  if (missing.length === 0) return true;
  if (missing.length === NEON_VARIABLES.length) return false;
  throw new StartError(
    `Missing ${missing.join(' and ')}. Set all three Neon variables to use your Neon project, or none to use local Neon.`,
  );
}

/** @throws StartError for a reason that the developer can fix */
async function prepareDatabase(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl).catch((error: unknown) => {
    throw error instanceof MigrationError ? new StartError(error.message) : error;
  });
  await seed(databaseUrl).catch((error: Error) => {
    throw new StartError(
      `The sample posts can't be added: ${error.message}. Correct scripts/seed.ts, or lib/posts/table.ts.`,
    );
  });
}

try {
  process.exitCode = await main(commandArguments());
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
