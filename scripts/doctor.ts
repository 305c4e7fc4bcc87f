import { existsSync } from 'node:fs';
import { unknownArgument } from './arguments';
import { checkLocalNeon, isLocalNeon } from './doctor/local-neon';
import { checkNeon, type Options, type Variables } from './doctor/neon';
import { formatResults, type Result, warning } from './doctor/result';
import { loadEnvironmentFiles, runAsScript } from './environment';

/**
 * Checks a set-up, or local Neon if no Neon variable is set. It changes nothing, except with `session`, which signs up a
 * temporary user and deletes it.
 */
export async function diagnose(variables: Variables, options: Options = {}): Promise<Result[]> {
  return isLocalNeon(variables) ? checkLocalNeon(variables, options) : checkNeon(variables, options);
}

/** Warns of the variables of production, which a developer has and the doctor doesn't see. */
function unreadFiles(): Result[] {
  const file = '.env.production.local';
  if (process.env.NODE_ENV === 'production' || !existsSync(file)) return [];
  return [warning(file, "isn't read without NODE_ENV=production", 'To check it: NODE_ENV=production npm run doctor')];
}

const USAGE = 'npm run doctor -- [--session] [--json]';
const OPTIONS = ['--session', '--json'];

await runAsScript(import.meta.url, {
  usage: USAGE,
  maxArguments: OPTIONS.length,
  main: async (args) => {
    const unknown = args.find((argument) => !OPTIONS.includes(argument));
    if (unknown !== undefined) throw new Error(unknownArgument(unknown, USAGE));
    loadEnvironmentFiles();
    const checked = await diagnose(process.env, { session: args.includes('--session') });
    const results = [...unreadFiles(), ...checked];
    const isOk = results.every(({ status }) => status !== 'failed');
    if (!isOk) process.exitCode = 1;
    return args.includes('--json') ? JSON.stringify({ ok: isOk, results }, null, 2) : formatResults(results);
  },
});
