import { type ParseArgsConfig, parseArgs } from 'node:util';
import { diagnose } from './doctor';
import { refusalOf } from './doctor/refusal';
import { formatResults } from './doctor/result';
import { writeVariables } from './env-file';
import { runAsScript } from './environment';
import { migrate, migrationCount } from './migrate';
import { isUnreachable } from './on-database';
import { askInTerminal } from './setup/ask';
import { chooseVariables } from './setup/neon-variables';
import { chooseProduct, PRODUCT_HELP, PRODUCT_OPTIONS, PRODUCT_USAGE, setUpProduct } from './setup/product';

const USAGE = `${PRODUCT_USAGE}\n       npm run setup -- neon [--database-url URL] [--auth-url URL] [--app-url URL] [--session]`;
const HELP = `${PRODUCT_HELP}

With neon, it sets the project up on a Neon branch, and asks for what .env.local doesn't have:

  --database-url  the connection string of the database
  --auth-url      the URL of Neon Auth
  --app-url       the app's public URL
  --session       lets the doctor sign up a temporary user, and delete it`;
const ENV_FILE = '.env.local';

const NEON_OPTIONS = {
  'database-url': { type: 'string' },
  'auth-url': { type: 'string' },
  'app-url': { type: 'string' },
  session: { type: 'boolean' },
} as const;

await runAsScript(import.meta.url, {
  usage: USAGE,
  help: HELP,
  maxArguments: Number.POSITIVE_INFINITY,
  main: async (args) => {
    if (args[0] === 'neon') return setUpNeon(args.slice(1));
    const given = parse(args, PRODUCT_OPTIONS);
    return setUpProduct('.', () => chooseProduct(given, askInTerminal()));
  },
});

/** Sets the project up on a Neon branch. @returns a message for the terminal */
async function setUpNeon(args: string[]): Promise<string> {
  const values = parse(args, NEON_OPTIONS);
  const given = {
    DATABASE_URL: values['database-url'],
    NEON_AUTH_BASE_URL: values['auth-url'],
    APP_URL: values['app-url'],
  };
  const variables = await chooseVariables(ENV_FILE, given, askInTerminal());
  writeVariables(ENV_FILE, variables);
  console.log(`Wrote ${ENV_FILE}.`);
  const isMigrated = await applyMigrations(variables.DATABASE_URL);
  const results = await diagnose({ ...variables }, { session: values.session ?? false });
  if (isMigrated && results.every(({ status }) => status !== 'failed'))
    return `${formatResults(results)}\n\nStart the app on this database: npm run dev`;
  process.exitCode = 1;
  return [
    formatResults(results),
    '',
    `Correct ${ENV_FILE}, or pass other values with --database-url and --auth-url. Then repeat: npm run setup -- neon`,
    `To return to local Neon, delete ${ENV_FILE}, or these variables in it.`,
  ].join('\n');
}

/** Applies the pending migrations. Prints a failure instead of throwing it, because the doctor finds its cause. */
async function applyMigrations(databaseUrl: string): Promise<boolean> {
  try {
    console.log(`Applied ${migrationCount(await migrate(databaseUrl))}.\n`);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = isUnreachable(error) ? 'The database does not respond' : refusalOf(error)?.message;
    console.log(`${reason ? `${reason}.` : error.message}\nThe migrations are not complete.\n`);
    return false;
  }
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new Error(`${reason}. Usage: ${USAGE}`);
  }
}
