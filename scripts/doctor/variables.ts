import { cleanValue } from '../../lib/environment/clean';
import { type Problem, readVariables, type ValidVariables } from '../../lib/environment/parse';
import { isLoopback } from '../../lib/http/host';
import { endpointOf, isPooled } from '../connection-string';
import { isExampleHost } from '../example-host';
import { failed, ok, type Result, warning } from './result';

type Variables = Record<string, string | undefined>;

/** What users of the app can't work without. The others have defaults. */
const REQUIRED = ['DATABASE_URL', 'NEON_AUTH_BASE_URL', 'NEON_AUTH_COOKIE_SECRET'];

/** Checks the form of the variables. Returns the valid values for the other checks, and a problem for each other variable. */
export function checkVariables(variables: Variables): {
  values: ValidVariables;
  problems: Problem[];
  results: Result[];
} {
  const { values, problems } = readVariables(withoutExamples(variables));
  const names = [...new Set([...REQUIRED, ...problems.map(({ name }) => name)])];
  const results = names.map((name) => {
    const problem = problems.find((candidate) => candidate.name === name);
    return problem
      ? failed(name, reasonOf(problem, variables), `Set it to ${problem.help}.`)
      : ok(name, approval(name, values));
  });
  return { values, problems, results: [...results, ...checkForm(variables), ...checkCombinations(values, variables)] };
}

/** Returns the variables without the values of `.env.example`. */
function withoutExamples(variables: Variables): Variables {
  const entries = Object.entries(variables);
  return Object.fromEntries(entries.filter(([name, value]) => !isExampleHost(cleanValue(name, value))));
}

function approval(name: string, { NEON_AUTH_COOKIE_SECRET }: ValidVariables): string {
  if (name !== 'NEON_AUTH_COOKIE_SECRET') return 'is valid';
  return `has ${NEON_AUTH_COOKIE_SECRET?.length} characters. Only its form can be checked`;
}

/** Says what is wrong with a value, without showing it. */
function reasonOf({ name, isMissing }: Problem, variables: Variables): string {
  const value = cleanValue(name, variables[name]) ?? '';
  if (isExampleHost(value)) return 'is the example from .env.example';
  if (isMissing) return 'is missing';
  switch (name) {
    case 'DATABASE_URL':
      if (/\*{3}/.test(value)) return 'has asterisks instead of the password: show the password before you copy it';
      if (!/^postgres(ql)?:\/\//.test(value)) return 'is not a URL that starts with postgresql://';
      return 'must have a user, a password, a host and a database, with special characters percent-encoded';
    case 'NEON_AUTH_BASE_URL':
      if (value.includes('/.well-known/')) return 'is the URL of the keys: remove /.well-known/jwks.json';
      return 'is not a URL that starts with https://, without a user name';
    case 'NEON_AUTH_COOKIE_SECRET':
      return `has ${value.length} characters; it needs 32 or more`;
    case 'APP_URL':
      return 'is not a URL that starts with https://';
    default:
      return 'is not valid';
  }
}

/** Finds what the app tolerates around a value, but other tools don't. */
function checkForm(variables: Variables): Result[] {
  return [...REQUIRED, 'DATABASE_URL_UNPOOLED', 'APP_URL']
    .filter((name) => /\S/.test(variables[name] ?? ''))
    .flatMap((name) => {
      const value = variables[name] ?? '';
      if (value !== cleanValue(name, value)) {
        return warning(
          name,
          'has spaces, quotes or a command around its value. The app ignores them, but other tools do not',
          `Remove everything around the value of ${name}.`,
        );
      }
      if (name !== 'DATABASE_URL' && value.endsWith('/') && URL.canParse(value)) {
        return warning(
          name,
          'ends with a slash. The app ignores it, but other tools do not',
          `Remove the last slash of ${name}.`,
        );
      }
      return [];
    });
}

/** Checks values that must fit each other. */
function checkCombinations(
  { DATABASE_URL, APP_URL, TRUSTED_PROXY_HOPS }: ValidVariables,
  variables: Variables,
): Result[] {
  const results: Result[] = [];
  const unpooled = cleanValue('DATABASE_URL_UNPOOLED', variables.DATABASE_URL_UNPOOLED);
  if (DATABASE_URL && unpooled) {
    const isSame = URL.canParse(unpooled) && endpointOf(unpooled) === endpointOf(DATABASE_URL);
    results.push(
      isSame
        ? ok('DATABASE_URL_UNPOOLED', 'is the direct connection of the same branch')
        : failed(
            'DATABASE_URL_UNPOOLED',
            'is of another branch than DATABASE_URL, so a deployment would migrate the wrong database',
            'Copy both from the same branch: Neon Console, your project, Connect.',
          ),
    );
    if (isSame && isPooled(unpooled)) {
      results.push(
        warning(
          'DATABASE_URL_UNPOOLED',
          'is a pooled connection',
          'Copy it without connection pooling: Neon Console, your project, Connect.',
        ),
      );
    }
  }
  if (APP_URL?.startsWith('http:') && !isLoopback(new URL(APP_URL).hostname)) {
    results.push(
      failed('APP_URL', 'starts with http://, where browsers reject the session cookies', 'Use https:// in APP_URL.'),
    );
  }
  if (variables.VERCEL && TRUSTED_PROXY_HOPS === 0) {
    results.push(
      warning(
        'TRUSTED_PROXY_HOPS',
        "is 0 on Vercel, so rate limits can't tell networks apart",
        'Set TRUSTED_PROXY_HOPS to 1 in the settings of your Vercel project.',
      ),
    );
  }
  return results;
}
