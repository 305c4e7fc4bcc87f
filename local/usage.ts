import { StartError } from './start-error';

export const USAGE = 'npm run neon [reset | branch NAME | branch list | branch reset NAME | branch delete NAME]';

/** @throws StartError for the first argument */
export function expectNoMore([unknown]: string[]): void {
  if (unknown !== undefined) throw unknownArgument(unknown);
}

/** The error that names an argument. */
export function unknownArgument(argument: string): StartError {
  return new StartError(`Unknown argument: ${argument}. Usage: ${USAGE}`);
}
