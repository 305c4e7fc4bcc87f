import { PostgresError, RequestAbortedError } from '../postgres/errors';
import type { PGliteClient } from '../postgres/pglite';
import { isClientCopy } from '../sql-over-http/client-copy';
import { type Message, ProtocolError } from './message-reader';
import { copyFail, copyInResponse, sync, type TransactionStatus, textOf } from './messages';
import { COPY_IN_RESPONSE, withoutReplies } from './replies';
import { REPORTED_PARAMETERS, type WireClient, type WireSession } from './session';
import { applyState, readState, type SessionState } from './session-state';
import { UnpreparedStatements } from './unprepared-statements';

/** How long a transaction can be idle while others wait for PGlite's session, in milliseconds. */
export const IDLE_TRANSACTION_TIMEOUT = 10_000;

/** Everything that a client can send after its login. PGlite reads an unknown message forever. */
const MESSAGE_TYPES = 'PBDECHSQFdcfX';
/** After these, the client waits for a reply. */
const BOUNDARIES = 'SHQF';
/** Postgres answers these with ReadyForQuery. */
const REPLIED_WITH_READY = 'SQF';
/** A longer pipeline is sent in parts. */
const MAX_BATCH_BYTES = 1024 * 1024;
const MAX_COPY_BYTES = 64 * 1024 * 1024;

const UNSUPPORTED_COPY = 'COPY FROM STDIN must be the first statement of a simple query';

interface Connectable {
  connect(signal?: AbortSignal): Promise<PGliteClient>;
}

/**
 * Opens a session that shares PGlite's only one with all others, transaction by transaction.
 * @param idleTimeout in milliseconds
 * @throws PostgresError when a setting is invalid
 */
export async function openPGliteSession(
  engine: Connectable,
  settings: ReadonlyMap<string, string>,
  idleTimeout = IDLE_TRANSACTION_TIMEOUT,
): Promise<WireSession> {
  const client = await engine.connect();
  try {
    const state: SessionState = { settings: JSON.stringify(Object.fromEntries(settings)), statements: [] };
    await applyState(client, state);
    const { rows } = await client.query(REPORTED_PARAMETERS);
    const parameters = new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
    return new PGliteSession(engine, parameters, state, idleTimeout);
  } finally {
    await client.release();
  }
}

/**
 * Holds PGlite's session while a transaction runs, and until another caller waits for it. It then saves the client's settings
 * and prepared statements, and restores them before the client's next statement.
 */
class PGliteSession implements WireSession {
  #held: PGliteClient | null = null;
  /** The status of the held session. Null between messages of one extended query. */
  #status: TransactionStatus | null = 'I';
  #unprepared = new UnpreparedStatements();
  /** Aborted when the client sends its next message. */
  #idle = new AbortController();
  #parked: Promise<void> = Promise.resolve();
  /** Aborting it cancels the running messages. */
  #running: AbortController | null = null;

  constructor(
    private readonly engine: Connectable,
    readonly parameters: ReadonlyMap<string, string>,
    private state: SessionState,
    private readonly idleTimeout: number,
  ) {}

  async serve(client: WireClient): Promise<void> {
    client.gone.addEventListener('abort', () => this.cancel());
    try {
      for (let batch = await readBatch(client); batch; batch = await readBatch(client)) {
        await this.#run(await requestFor(batch, client), client);
      }
    } finally {
      await this.close();
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** Rolls back an open transaction. */
  async close(): Promise<void> {
    this.#idle.abort();
    await this.#parked.catch(() => {});
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    try {
      // After an error, Postgres ignores everything until Sync, the reset included.
      if (this.#status === null) await held.exchange(sync(), async () => {}, { expectsReady: true });
    } catch {
      // The engine has restarted, so there is nothing to roll back.
    } finally {
      await held.release();
    }
  }

  async #run({ expectsReady, ...request }: Request, client: WireClient): Promise<void> {
    this.#idle.abort();
    await this.#parked;
    const running = new AbortController();
    this.#running = running;
    try {
      const held = await this.#hold(running.signal);
      const { messages, write } = this.#unprepared.prepareOnUse(request);
      this.#status = await held.exchange(Buffer.concat(messages), write, { expectsReady, signal: running.signal });
      this.#watch(held, client);
    } catch (error) {
      if (!(error instanceof RequestAbortedError)) throw error;
      throw new PostgresError({ code: '57014', message: 'canceling statement due to user request' });
    } finally {
      this.#running = null;
    }
  }

  async #hold(signal: AbortSignal): Promise<PGliteClient> {
    if (this.#held) return this.#held;
    const held = await this.engine.connect(signal);
    this.#held = held;
    this.#unprepared = new UnpreparedStatements(await applyState(held, this.state));
    return held;
  }

  /** Gives the session to the next caller while the client is idle: at once outside a transaction, or after a timeout. */
  #watch(held: PGliteClient, client: WireClient): void {
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    const whenWanted = (work: () => void) => {
      if (held.wanted.aborted) work();
      else held.wanted.addEventListener('abort', work, { signal });
    };
    const park = () => {
      this.#parked = this.#park(held);
      // Reported by the client's next message.
      this.#parked.catch(() => {});
    };
    const expire = () =>
      client.fail({ code: '25P03', message: 'terminating connection due to idle-in-transaction timeout' });
    if (this.#status === 'I') whenWanted(park);
    else {
      const timeout = setTimeout(() => whenWanted(expire), this.idleTimeout);
      signal.addEventListener('abort', () => clearTimeout(timeout));
    }
  }

  async #park(held: PGliteClient): Promise<void> {
    this.#held = null;
    try {
      const { settings, statements } = await readState(held);
      this.state = { settings, statements: [...statements, ...this.#unprepared.list()] };
    } finally {
      await held.release();
    }
  }
}

/** Reads messages until the client waits for a reply. Returns null when the client ends the connection. */
async function readBatch(client: WireClient): Promise<Message[] | null> {
  const batch: Message[] = [];
  let bytes = 0;
  do {
    const message = await client.read();
    if (!MESSAGE_TYPES.includes(message.type)) {
      throw new ProtocolError(`invalid frontend message type ${message.type.charCodeAt(0)}`);
    }
    if (message.type === 'X') return null;
    // Postgres ignores the rest of the data after a COPY has failed.
    if (isCopyMessage(message)) continue;
    batch.push(message);
    bytes += message.data.length;
  } while (bytes < MAX_BATCH_BYTES && !BOUNDARIES.includes(batch.at(-1)?.type ?? ' '));
  return batch;
}

function isCopyMessage({ type }: Message): boolean {
  return type === 'd' || type === 'c' || type === 'f';
}

/** Messages for PGlite. */
interface Request {
  messages: readonly Buffer[];
  /** Gets the replies. */
  write: WireClient['write'];
  expectsReady: boolean;
}

/** Adds the client's data to a COPY, because PGlite can't wait for it. A COPY without data gets an error instead. */
async function requestFor(batch: Message[], client: WireClient): Promise<Request> {
  const last = batch.at(-1);
  const isCopy = last?.type === 'Q' && isClientCopy(textOf(last)) && /\bfrom\s+stdin\b/i.test(textOf(last));
  const copyData = isCopy ? await readCopyData(client) : [];
  const messages = batch.flatMap((message) =>
    message.type === 'Q' || message.type === 'E'
      ? [message.data, ...(message === last ? copyData : []), copyFail(UNSUPPORTED_COPY)]
      : [message.data],
  );
  const write: WireClient['write'] = (part) => client.write(part);
  return {
    messages,
    // The client has already got one from `readCopyData`.
    write: isCopy ? withoutReplies(write, (type) => type === COPY_IN_RESPONSE) : write,
    expectsReady: REPLIED_WITH_READY.includes(last?.type ?? ' '),
  };
}

/** Asks the client for the data of a COPY and collects it. */
async function readCopyData(client: WireClient): Promise<Buffer[]> {
  await client.write(copyInResponse());
  const messages: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const message = await client.read();
    if (message.type === 'X') return [copyFail('the client ended the connection')];
    // Postgres ignores Sync and Flush during a COPY.
    if (!isCopyMessage(message)) continue;
    bytes += message.data.length;
    if (bytes <= MAX_COPY_BYTES) messages.push(message.data);
    if (message.type === 'd') continue;
    return bytes > MAX_COPY_BYTES ? [copyFail('local Neon limits the data of a COPY to 64 MB')] : messages;
  }
}
