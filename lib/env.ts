import { parseEnvironment, readVariables } from './environment/parse';
import { placeholders } from './environment/placeholders';

/**
 * On Vercel, the required variables that are missing, with where to find them. There the app starts without them and shows them
 * on every page: Neon's integration sets `NEON_AUTH_BASE_URL` only once Auth is enabled, and the output of a function that
 * exits is hidden in logs. Elsewhere the list is empty, because the server exits.
 */
export const missingVariables = process.env.VERCEL
  ? readVariables(process.env).problems.filter(({ isMissing }) => isMissing)
  : [];

/** The environment variables, parsed once. @throws Error that lists every missing or invalid variable and its remedy */
export const env = parseEnvironment({ ...process.env, ...(missingVariables.length > 0 && placeholders(process.env)) });

/** The address at which `next dev` serves the app, and null in production. Next.js sets `PORT` to the port that it listens on. */
export const developmentUrl =
  process.env.NODE_ENV === 'development' ? `http://localhost:${process.env.PORT || 3000}` : null;

/** Whether OpenTelemetry's standard variables name a collector. Its packages read the other standard variables themselves. */
export const isTraced = Boolean(
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT || process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
);
