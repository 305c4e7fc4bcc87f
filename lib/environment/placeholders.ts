import { cleanValue } from './clean';

/**
 * Returns values for the required variables that aren't set: hosts that don't exist and a random secret. With them the app
 * builds and starts, but reaches nothing and accepts no session.
 */
export function placeholders(variables: Record<string, string | undefined>): Record<string, string> {
  const values = {
    DATABASE_URL: 'postgresql://not-set:not-set@not-set.invalid/not-set',
    NEON_AUTH_BASE_URL: 'https://not-set.invalid/not-set/auth',
    NEON_AUTH_COOKIE_SECRET: crypto.randomUUID(),
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => !cleanValue(name, variables[name])));
}
