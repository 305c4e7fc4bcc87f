import { parseEnvironment } from './environment/parse';

/** The environment variables, parsed once. @throws Error that lists every missing or invalid variable and its remedy */
export const env = parseEnvironment(process.env);
