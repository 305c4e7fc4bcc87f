import { z } from 'zod';
import { cleanValue } from './clean';

/** The sign-in methods of Neon Auth that can be switched on. */
const METHODS = ['google', 'github', 'vercel', 'magic-link'] as const;

const webUrl = z.url({ protocol: /^https?$/ }).refine((value) => !/\s/.test(value));

/** The variables that the app reads, as `cleanValue` returns them. */
const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).refine(isConnectionString),
  // Paths are appended to it.
  NEON_AUTH_BASE_URL: webUrl.refine(isBaseUrl).transform((value) => {
    const { origin, pathname } = new URL(value);
    return origin + pathname.replace(/\/+/g, '/').replace(/\/$/, '');
  }),
  NEON_AUTH_COOKIE_SECRET: z.string().min(32),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  APP_URL: webUrl.transform((value) => new URL(value).origin).optional(),
  NEON_AUTH_METHODS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((name) => name.trim().toLowerCase() || []))
    .pipe(z.array(z.enum(METHODS))),
  ERROR_REPORT_URL: webUrl.optional(),
});
export type Environment = z.infer<typeof Environment>;
const ValidVariables = Environment.partial();
export type ValidVariables = z.infer<typeof ValidVariables>;
type Name = keyof Environment;
const NAMES = Environment.keyof().options;

const HELP: Record<Name, string> = {
  DATABASE_URL: 'the connection string: Neon Console, your project, Connect',
  NEON_AUTH_BASE_URL: 'the Auth URL: Neon Console, your project, Auth, Configuration',
  NEON_AUTH_COOKIE_SECRET: '32 or more random characters: openssl rand -base64 32',
  TRUSTED_PROXY_HOPS: 'the number of your proxies that append to X-Forwarded-For, 0 to 10',
  APP_URL: 'the public URL of the app, such as https://example.com, or empty',
  NEON_AUTH_METHODS: `a comma-separated list of ${METHODS.join(', ')}, or empty`,
  ERROR_REPORT_URL: 'a URL that accepts errors as JSON, or empty',
};

type Variables = Record<string, string | undefined>;

/** A variable without a usable value. */
export interface Problem {
  name: Name;
  isMissing: boolean;
  /** What its value is, and where to find it. */
  help: string;
}

/** Parses the environment variables. @throws Error that lists every missing or invalid variable and its remedy */
export function parseEnvironment(variables: Variables): Environment {
  const { success, data } = Environment.safeParse(clean(variables));
  if (!success) throw problemsError(readVariables(variables).problems);
  return data;
}

/** Parses `DATABASE_URL` alone, by the same rules. @throws Error if it is missing or not valid */
export function parseDatabaseUrl(variables: Variables): string {
  const { values, problems } = readVariables(variables);
  if (!values.DATABASE_URL) throw problemsError(problems.filter(({ name }) => name === 'DATABASE_URL'));
  return values.DATABASE_URL;
}

/** Parses each variable by itself. Returns the valid values, and a problem for each other variable. */
export function readVariables(variables: Variables): { values: ValidVariables; problems: Problem[] } {
  const texts = clean(variables);
  const failed = new Set(Environment.safeParse(texts).error?.issues.map((issue) => issue.path[0]));
  const valid = Object.fromEntries(Object.entries(texts).filter(([name]) => !failed.has(name)));
  return {
    values: ValidVariables.parse(valid),
    problems: NAMES.filter((name) => failed.has(name)).map((name) => ({
      name,
      isMissing: texts[name] === undefined,
      help: HELP[name],
    })),
  };
}

function clean(variables: Variables): Variables {
  return Object.fromEntries(NAMES.map((name) => [name, cleanValue(name, variables[name])]));
}

function problemsError(problems: Problem[]): Error {
  const lines = problems.map(
    ({ name, isMissing, help }) => `  ${name} ${isMissing ? 'is missing' : 'is not valid'} (${help})`,
  );
  const remedy = 'Set these variables, or run on local Neon: npm run preview';
  return new Error(['These environment variables are missing or invalid:', ...lines, remedy].join('\n'));
}

/** The driver checks none of this before the first query. The Neon Console shows asterisks instead of the password. */
function isConnectionString(value: string): boolean {
  if (!URL.canParse(value) || /\s/.test(value)) return false;
  const { username, password, hostname, pathname } = new URL(value);
  try {
    return Boolean(username && hostname && pathname.slice(1)) && /[^*]/.test(decodeURIComponent(password));
  } catch {
    return false;
  }
}

/** `fetch` rejects credentials in a URL, and the Neon Console shows the URL of the keys next to the base URL. */
function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { username, password, pathname } = new URL(value);
  return !username && !password && !pathname.includes('/.well-known/');
}
