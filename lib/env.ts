import { parseEnvironment } from './environment/parse';

/** The environment variables, parsed once. @throws Error that lists every missing or invalid variable and its remedy */
export const env = parseEnvironment(process.env);

/** The address at which `next dev` serves the app, and null in production. Next.js sets `PORT` to the port that it listens on. */
export const developmentUrl =
  process.env.NODE_ENV === 'development' ? `http://localhost:${process.env.PORT || 3000}` : null;
