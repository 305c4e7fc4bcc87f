// Starts local Neon until Ctrl-C. `run.ts reset` removes its data.
import { removeDataFolder } from './data-folder';
import { adoptLegacyFolder, dataFolder, postgresServer, runNeon } from './run-neon';
import { StartError } from './start-error';
import { explainFailures } from './start-failure';

const USAGE = 'npm run neon [reset]';

async function main([command, ...rest]: string[]): Promise<number> {
  if (command === undefined) return runNeon();
  // npm takes an option for itself, and PowerShell drops the `--` that would prevent it. Earlier versions used `--reset`.
  if (command !== 'reset' && command !== '--reset') throw unknownArgument(command);
  if (rest[0] !== undefined) throw unknownArgument(rest[0]);
  await reset();
  return 0;
}

async function reset(): Promise<void> {
  const folder = dataFolder();
  await adoptLegacyFolder();
  await explainFailures(folder, () => removeDataFolder(folder, postgresServer()));
  console.log(`Removed ${folder}.`);
}

function unknownArgument(argument: string): StartError {
  return new StartError(`Unknown argument: ${argument}. Usage: ${USAGE}`);
}

try {
  const args = process.argv.slice(2);
  // pnpm passes on a leading `--`.
  process.exitCode = await main(args[0] === '--' ? args.slice(1) : args);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
