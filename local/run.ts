// The command line: local Neon until Ctrl-C, or a command on its data.
import { runBranchCommand } from './branches/command';
import { removeDataFolder } from './data-folder';
import { adoptLegacyFolder, dataFolder, postgresServer, runNeon } from './run-neon';
import { StartError } from './start-error';
import { explainFailures } from './start-failure';
import { expectNoMore, USAGE, unknownArgument } from './usage';

async function main([command, ...rest]: string[]): Promise<number> {
  switch (command) {
    case undefined:
      return runNeon();
    case '--help':
      console.log(`Usage: ${USAGE}`);
      return 0;
    case 'branch':
      await adoptLegacyFolder();
      console.log(await runBranchCommand({ folder: dataFolder(), postgres: postgresServer() }, rest));
      return 0;
    // npm takes an option for itself, and PowerShell drops the `--` that would prevent it. Earlier versions used `--reset`.
    case 'reset':
    case '--reset':
      expectNoMore(rest);
      console.log(await reset());
      return 0;
    default:
      throw unknownArgument(command);
  }
}

async function reset(): Promise<string> {
  const folder = dataFolder();
  const { NEON_LOCAL_BRANCH } = process.env;
  if (NEON_LOCAL_BRANCH) {
    throw new StartError(
      `NEON_LOCAL_BRANCH is set, and reset removes main with all branches. Unset it, or use npm run neon branch reset ${NEON_LOCAL_BRANCH}.`,
    );
  }
  await adoptLegacyFolder();
  await explainFailures(folder, () => removeDataFolder(folder, postgresServer()));
  return `Removed ${folder}.`;
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
