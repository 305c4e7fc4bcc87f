import { createInterface } from 'node:readline/promises';

/** Asks a question and returns the answer. */
export type Ask = (question: string) => Promise<string>;

/** Returns a function that asks in the terminal, or null without one: a script must not wait for an answer. */
export function askInTerminal(): Ask | null {
  if (!process.stdin.isTTY) return null;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await terminal.question(question);
    } finally {
      terminal.close();
    }
  };
}
