import { parse } from './messages';
import { PARSE_COMPLETE, withoutReplies } from './replies';
import type { WireClient } from './session';
import type { PreparedStatement } from './session-state';

interface Exchange {
  messages: readonly Buffer[];
  write: WireClient['write'];
}

/**
 * A client's prepared statements that Postgres refused to prepare again, for example because their table was dropped.
 * In a session of its own, such a statement works again when the table is created again.
 */
export class UnpreparedStatements {
  readonly #statements: Map<string, PreparedStatement>;

  constructor(statements: readonly PreparedStatement[] = []) {
    this.#statements = new Map(statements.map((statement) => [statement.name, statement]));
  }

  list(): PreparedStatement[] {
    return [...this.#statements.values()];
  }

  /** Prepares each statement before the first message that uses it. The client doesn't get the reply to that, except an error. */
  prepareOnUse({ messages, write }: Exchange): Exchange {
    if (this.#statements.size === 0) return { messages, write };
    /** The statements that are prepared for the client, by their position among all that are prepared. */
    const added = new Map<number, string>();
    let count = 0;
    const extended = messages.flatMap((message) => {
      const use = statementUse(message);
      if (use?.type === 'P') count += 1;
      const statement = use && this.#statements.get(use.name);
      if (!statement || [...added.values()].includes(statement.name)) return [message];
      if (use.type === 'P' || use.type === 'C') {
        this.#statements.delete(statement.name);
        return [message];
      }
      added.set(count, statement.name);
      count += 1;
      return [parse(statement.name, statement.text, statement.types), message];
    });
    if (added.size === 0) return { messages, write };
    let completed = 0;
    const isUnexpected = (type: string) => {
      if (type !== PARSE_COMPLETE) return false;
      const name = added.get(completed);
      completed += 1;
      return name !== undefined && this.#statements.delete(name);
    };
    return { messages: extended, write: withoutReplies(write, isUnexpected) };
  }
}

/** Returns which prepared statement a Parse, Bind, Describe or Close message names. */
function statementUse(message: Buffer): { type: string; name: string } | null {
  const type = String.fromCharCode(message[0] ?? 0);
  const textAt = (start: number) => message.toString('utf8', start, message.indexOf(0, start));
  if (type === 'P') return { type, name: textAt(5) };
  // A Bind starts with the name of its portal.
  if (type === 'B') return { type, name: textAt(message.indexOf(0, 5) + 1) };
  // A portal has a P in place of the S.
  const namesStatement = String.fromCharCode(message[5] ?? 0) === 'S';
  return (type === 'D' || type === 'C') && namesStatement ? { type, name: textAt(6) } : null;
}
