import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NEON_AUTH_BASE_URL: z.url({ protocol: /^https?$/ }),
  NEON_AUTH_COOKIE_SECRET: z.string().min(32),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  APP_URL: z.union([z.literal('').transform(() => undefined), z.url({ protocol: /^https?$/ })]).optional(),
  NEON_AUTH_METHODS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((name) => name.trim() || []))
    .pipe(z.array(z.enum(['google', 'github', 'vercel', 'magic-link']))),
});

type Name = keyof z.infer<typeof Environment>;

const HELP: Record<Name, string> = {
  DATABASE_URL: 'the connection string: Neon Console, your project, Connect',
  NEON_AUTH_BASE_URL: 'the Auth URL: Neon Console, your project, Auth, Configuration',
  NEON_AUTH_COOKIE_SECRET: '32 or more random characters: openssl rand -base64 32',
  TRUSTED_PROXY_HOPS: 'the number of your proxies that append to X-Forwarded-For, 0 to 10',
  APP_URL: 'the public URL of the app, such as https://example.com, or empty',
  NEON_AUTH_METHODS: 'a comma-separated list of google, github, vercel and magic-link, or empty',
};

/** The environment variables, parsed once. @throws Error that lists every missing or invalid variable and its remedy */
export const env = readEnvironment(process.env);

function readEnvironment(variables: Record<string, string | undefined>): z.infer<typeof Environment> {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const failed = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  const lines = Object.entries(HELP)
    .filter(([name]) => failed.has(name))
    .map(([name, help]) => `  ${name} ${variables[name] ? 'is not valid' : 'is missing'} (${help})`);
  throw new Error(
    ['The environment is incomplete:', ...lines, 'Set these variables, or run on local Neon: npm run preview'].join(
      '\n',
    ),
  );
}
