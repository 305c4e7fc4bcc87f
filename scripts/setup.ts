import { parseArgs } from 'node:util';
import { diagnose } from './doctor';
import { formatResults } from './doctor/result';
import { writeVariables } from './env-file';
import { runAsScript } from './environment';
import { migrate, migrationCount } from './migrate';
import { askInTerminal } from './setup/ask';
import { chooseVariables } from './setup/neon-variables';
import { chooseProduct, PRODUCT_OPTIONS, PRODUCT_USAGE, setUpProduct } from './setup/product';

const USAGE = `${PRODUCT_USAGE}\n       npm run setup -- neon [--database-url URL] [--auth-url URL] [--app-url URL] [--session]`;
const ENV_FILE = '.env.local';

const OPTIONS = {
  ...PRODUCT_OPTIONS,
  'database-url': { type: 'string' },
  'auth-url': { type: 'string' },
  'app-url': { type: 'string' },
  session: { type: 'boolean' },
} as const;

await runAsScript(import.meta.url, {
  usage: USAGE,
  maxArguments: Number.POSITIVE_INFINITY,
  main: async (args) => {
    const { values, positionals } = parse(args);
    if (positionals.length === 0) return setUpProduct('.', await chooseProduct(values, askInTerminal()));
    if (positionals.join(' ') !== 'neon') throw new Error(`Usage: ${USAGE}`);
    const given = {
      DATABASE_URL: values['database-url'],
      NEON_AUTH_BASE_URL: values['auth-url'],
      APP_URL: values['app-url'],
    };
    const variables = await chooseVariables(ENV_FILE, given, askInTerminal());
    writeVariables(ENV_FILE, variables);
    console.log(`Wrote ${ENV_FILE}.`);
    const count = await migrate(variables.DATABASE_URL);
    console.log(`Applied ${migrationCount(count)}.\n`);
    const results = await diagnose({ ...variables }, { session: values.session ?? false });
    if (results.some(({ status }) => status === 'failed')) process.exitCode = 1;
    return `${formatResults(results)}\n\nStart the app on this database: npm run dev`;
  },
});

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. Usage: ${USAGE}`);
  }
}
