import type { Ask } from './ask';

/**
 * Asks until the answer is valid, and says before each repetition what is valid.
 * @param parse returns the value of an answer without spaces around it, or throws an Error with a message for the terminal
 */
export async function askForValid<T>(ask: Ask, question: string, parse: (answer: string) => T): Promise<T> {
  for (let prompt = question; ; ) {
    const answer = (await ask(prompt)).trim();
    try {
      return parse(answer);
    } catch (error) {
      prompt = `${error instanceof Error ? error.message : error}\n${question}`;
    }
  }
}
