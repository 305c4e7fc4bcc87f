/** Returns the arguments of the command line, without the leading `--` that pnpm passes on. */
export function commandArguments(): string[] {
  const args = process.argv.slice(2);
  return args[0] === '--' ? args.slice(1) : args;
}

/** Returns an error's message for the terminal. */
export function unknownArgument(argument: string, usage: string): string {
  return `Unknown argument: ${argument}. Usage: ${usage}`;
}
