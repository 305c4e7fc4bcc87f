import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NEON_AUTH_BASE_URL: z.url({ protocol: /^https?$/ }),
  NEON_AUTH_COOKIE_SECRET: z.string().min(32),
  /** How many proxies of ours stand before the app, each of which adds an address to `X-Forwarded-For`. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  /** Where visitors see this app, like `https://example.com`. Without it, the request says so. */
  APP_URL: z.union([z.literal('').transform(() => undefined), z.url({ protocol: /^https?$/ })]).optional(),
  /** The ways to sign in that are configured in Neon Auth beside passwords and codes, like `google,magic-link`. */
  NEON_AUTH_METHODS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((name) => name.trim() || []))
    .pipe(z.array(z.enum(['google', 'github', 'vercel', 'magic-link']))),
});

type Name = keyof z.infer<typeof Environment>;

const WHERE_TO_GET: Record<Name, string> = {
  DATABASE_URL: 'the connection string: Neon Console, your project, Connect',
  NEON_AUTH_BASE_URL: 'the Auth URL: Neon Console, your project, Auth, Configuration',
  NEON_AUTH_COOKIE_SECRET: '32 or more random characters: openssl rand -base64 32',
  TRUSTED_PROXY_HOPS: 'how many proxies of yours stand before the app, 0 to 10',
  APP_URL: 'the address of this app, like https://example.com, or nothing',
  NEON_AUTH_METHODS: 'google, github, vercel or magic-link, separated by commas, or nothing',
};

/** The environment, read once. @throws Error that lists every variable that is missing or wrong, and where to get it */
export const env = readEnvironment(process.env);

function readEnvironment(variables: Record<string, string | undefined>): z.infer<typeof Environment> {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  const lines = Object.entries(WHERE_TO_GET)
    .filter(([name]) => wrong.has(name))
    .map(([name, where]) => `  ${name} ${variables[name] ? 'is not valid' : 'is missing'} (${where})`);
  throw new Error(
    ['The environment is not complete:', ...lines, 'Set them, or start the app on local Neon: npm run preview'].join(
      '\n',
    ),
  );
}
