import { randomBytes } from 'node:crypto';
import { cleanValue } from '../../lib/environment/clean';
import { type Problem, readVariables } from '../../lib/environment/parse';
import { readVariablesIn } from '../env-file';
import { isExampleHost } from '../example-host';
import type { Ask } from './ask';

type Given = Record<string, string | undefined>;
type Chosen = Record<string, string> & { DATABASE_URL: string };

const FLAGS: Record<string, string> = {
  DATABASE_URL: '--database-url',
  NEON_AUTH_BASE_URL: '--auth-url',
  APP_URL: '--app-url',
};
const MAX_QUESTIONS = 5;

/**
 * Collects the variables of a Neon branch: the given ones, else those in the env file, else it asks. Creates the cookie secret
 * if there is none.
 * @param ask null if no one can answer
 * @throws Error that names the flag of a missing or invalid value
 */
export async function chooseVariables(envFile: string, given: Given, ask: Ask | null): Promise<Chosen> {
  const variables: Given = {
    NEON_AUTH_COOKIE_SECRET: randomBytes(32).toString('base64'),
    ...ownValues(readVariablesIn(envFile)),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  for (let questions = 0; ; questions += 1) {
    const { values, problems } = readVariables(variables);
    const [problem] = problems;
    if (!problem) return chosen(variables, values.DATABASE_URL);
    if (!ask || questions === MAX_QUESTIONS) throw new Error(explain(problem));
    variables[problem.name] = await ask(`${describe(problem)}\n${problem.name}: `);
  }
}

/** Returns the variables without empty ones and the values of `.env.example`. */
function ownValues(variables: Given): Given {
  const entries = Object.entries(variables).map(([name, value]) => [name, cleanValue(name, value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && !isExampleHost(value)));
}

/** Returns the cleaned values of the variables that a branch determines. */
function chosen(variables: Given, databaseUrl = ''): Chosen {
  const names = ['DATABASE_URL', 'NEON_AUTH_BASE_URL', 'NEON_AUTH_COOKIE_SECRET', 'APP_URL'];
  const values = names.map((name) => [name, cleanValue(name, variables[name])]);
  return { ...Object.fromEntries(values.filter(([, value]) => value !== undefined)), DATABASE_URL: databaseUrl };
}

function describe({ name, isMissing, help }: Problem): string {
  return `${name} ${isMissing ? 'is needed' : 'is not valid'}: ${help}.`;
}

function explain(problem: Problem): string {
  const flag = FLAGS[problem.name];
  return `${describe(problem)} ${flag ? `Pass ${flag}.` : 'Correct it in .env.local.'}`;
}
