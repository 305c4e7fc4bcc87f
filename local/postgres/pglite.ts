import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { StartError } from '../start-error';
import { explainFailures } from '../start-failure';
import type { TransactionStatus } from '../wire/messages';
import { openPGliteSession } from '../wire/pglite-session';
import type { WireSession } from '../wire/session';
import { withResolvers } from '../with-resolvers';
import { type Client, type Engine, type QueryResult, STATEMENT_TIMEOUT, withClient } from './engine';
import {
  EngineCrashedError,
  PostgresError,
  RequestAbortedError,
  ResponseTooLargeError,
  statementTimeoutError,
} from './errors';
import { createCluster, startThread } from './pglite-thread';
import type { ExchangeRequest, StatementTimeout, WorkerReply, WorkerRequest } from './pglite-worker';

/** In milliseconds. Most aborted statements finish within it, which is cheaper than a restart. */
const ABORT_GRACE_PERIOD = 1_000;

/**
 * Opens the cluster in a folder, creating it if needed. PGlite runs on its own thread, so that a long statement doesn't block
 * the HTTP server. Terminating the thread ends a stuck or crashed statement; a new thread then reopens the folder.
 * The caller must hold the folder's lock: two engines on one folder corrupt it.
 * @param initialSql what a new database starts with
 * @param statementTimeout of requests over HTTP, in milliseconds
 * @throws StartError when the cluster can't be created or opened for a reason that the user can fix
 */
export async function openPGlite(
  folder: string,
  initialSql: string,
  statementTimeout = STATEMENT_TIMEOUT,
): Promise<Engine> {
  const hasCluster = existsSync(folder) ? undefined : createCluster(folder, initialSql);
  const engine = new PGliteEngine(folder, statementTimeout, hasCluster);
  const dataFolder = path.dirname(folder);
  try {
    await explainFailures(dataFolder, () => engine.open());
  } catch (error) {
    // A cluster that could not be created leaves no folder.
    const isUnusable = existsSync(folder) && error instanceof Error && error.message.includes('failed to initialize');
    throw isUnusable ? unusable(dataFolder) : error;
  }
  return engine;
}

/** PGlite gives the same error for both reasons. */
function unusable(dataFolder: string): StartError {
  return new StartError(
    `The database in ${dataFolder} is damaged, or another version of PGlite created it. Delete it with npm run neon reset, or set NEON_LOCAL_DATA to another folder.`,
  );
}

/** PGlite's only session. */
export interface PGliteClient extends Client {
  /**
   * Runs messages of the Postgres protocol. Waits for `write`, which gets the replies, while too much of them is unsent.
   * Returns the status of the transaction, or null without ReadyForQuery.
   * @throws PostgresError, EngineCrashedError, RequestAbortedError
   */
  exchange(
    data: Uint8Array,
    write: (data: Uint8Array) => Promise<void>,
    options: { expectsReady: boolean; signal?: AbortSignal },
  ): Promise<TransactionStatus | null>;
  /** Aborted when another caller waits for the session. */
  readonly wanted: AbortSignal;
}

interface PendingReply {
  /** How long it can take, in milliseconds. The session's statement timeout can only shorten it. */
  limit: number;
  onData: (data: Uint8Array) => void;
  resolve: (reply: WorkerReply) => void;
  reject: (error: Error) => void;
}

class PGliteEngine implements Engine {
  version = '';
  readonly failed: Promise<Error>;
  #reportFailure: (error: Error) => void = () => {};
  #worker: Promise<Worker>;
  /** Null during a restart. */
  #currentWorker: Worker | null = null;
  #closing = false;
  #pending: PendingReply | null = null;
  /** Ends the pending statement. */
  #statementTimer: NodeJS.Timeout | undefined;
  /** Callers get the single session in the order of their requests. */
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** Aborted when the holder of the session should release it. */
  #wanted = new AbortController();

  constructor(
    readonly folder: string,
    readonly statementTimeout: number,
    hasCluster?: Promise<void>,
  ) {
    this.failed = new Promise((resolve) => {
      this.#reportFailure = resolve;
    });
    this.#worker = this.#start(hasCluster);
  }

  async open(): Promise<void> {
    await this.#worker;
  }

  async connect(signal?: AbortSignal): Promise<PGliteClient> {
    const { promise: released, resolve: release } = withResolvers();
    const previous = this.#queue;
    this.#queue = previous.then(() => released);
    this.#waiting += 1;
    this.#wanted.abort();
    await previous;
    this.#waiting -= 1;
    this.#wanted = new AbortController();
    if (this.#waiting > 0) this.#wanted.abort();
    if (signal?.aborted) {
      release();
      throw new RequestAbortedError();
    }
    const worker = await this.#worker.catch((error: Error) => {
      release();
      throw error;
    });
    return {
      wanted: this.#wanted.signal,
      query: (text, params = []) => this.#query(worker, text, params, signal),
      exchange: (data, write, options) => this.#exchange(worker, data, write, options),
      release: async () => {
        try {
          if (worker === this.#currentWorker) await this.#send(worker, { kind: 'reset' });
        } catch (error) {
          if (!(error instanceof EngineCrashedError)) throw error;
        } finally {
          release();
        }
      },
    };
  }

  openWireSession(settings: ReadonlyMap<string, string>): Promise<WireSession> {
    return openPGliteSession(this, settings);
  }

  pause<T>(work: () => Promise<T>): Promise<T> {
    return withClient(this, () => work());
  }

  async close(): Promise<void> {
    const previous = this.#queue;
    // Later callers wait without end: a statement at the same time would take the reply to `close`.
    this.#queue = new Promise(() => {});
    await previous;
    this.#closing = true;
    const worker = await this.#worker;
    await this.#send(worker, { kind: 'close' }).catch(() => {});
    await worker.terminate();
  }

  async #start(hasCluster?: Promise<void>): Promise<Worker> {
    const { worker, version } = await startThread({ folder: this.folder, initialSql: null }, hasCluster);
    this.version = `${version} (PGlite)`;
    worker.on('message', (reply: WorkerReply | StatementTimeout) => {
      const pending = this.#pending;
      if (reply.kind === 'statement-timeout') {
        if (pending && reply.milliseconds < pending.limit) this.#limitStatement(worker, reply.milliseconds);
        return;
      }
      if (reply.kind === 'data') return pending?.onData(reply.data);
      this.#pending = null;
      pending?.resolve(reply);
    });
    this.#currentWorker = worker;
    worker.once('error', (error) => this.#restart(worker, new EngineCrashedError(error.message)));
    worker.once('exit', () => this.#restart(worker, new EngineCrashedError('The database engine exited.')));
    return worker;
  }

  /** Terminates the thread, rejects the pending statement with `reason` and reopens the folder on a new thread. */
  #restart(worker: Worker, reason: Error): void {
    if (worker !== this.#currentWorker) return;
    this.#currentWorker = null;
    this.#pending?.reject(reason);
    this.#pending = null;
    if (this.#closing) return;
    this.#worker = worker.terminate().then(() => this.#start());
    this.#worker.catch((error: Error) => this.#reportFailure(error));
  }

  async #query(
    worker: Worker,
    text: string,
    params: readonly (string | null)[],
    signal?: AbortSignal,
  ): Promise<QueryResult> {
    const reply = await this.#run(worker, { kind: 'query', text, params }, this.statementTimeout, signal);
    if (reply.kind === 'result') return reply.result;
    if (reply.kind === 'error') throw new PostgresError(reply.error);
    throw new ResponseTooLargeError();
  }

  async #exchange(
    worker: Worker,
    data: Uint8Array,
    write: (data: Uint8Array) => Promise<void>,
    { expectsReady, signal }: { expectsReady: boolean; signal?: AbortSignal },
  ): Promise<TransactionStatus | null> {
    const unsent = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const unsentBytes = new Int32Array(unsent);
    const request: ExchangeRequest = { kind: 'exchange', data, expectsReady, unsent };
    // As on Neon, a connected client has no limit unless it sets one.
    const reply = await this.#run(worker, request, Number.POSITIVE_INFINITY, signal, (part) => {
      write(part).finally(() => {
        Atomics.sub(unsentBytes, 0, part.length);
        Atomics.notify(unsentBytes, 0);
      });
    });
    return reply.kind === 'exchanged' ? reply.status : null;
  }

  async #run(
    worker: Worker,
    request: WorkerRequest,
    limit: number,
    signal?: AbortSignal,
    onData: PendingReply['onData'] = () => {},
  ): Promise<WorkerReply> {
    if (signal?.aborted) throw new RequestAbortedError();
    if (limit !== Number.POSITIVE_INFINITY) this.#limitStatement(worker, limit);
    let gracePeriod: NodeJS.Timeout | undefined;
    const onAbort = () => {
      gracePeriod = setTimeout(() => this.#restart(worker, new RequestAbortedError()), ABORT_GRACE_PERIOD);
    };
    signal?.addEventListener('abort', onAbort);
    try {
      return await this.#send(worker, request, limit, onData);
    } finally {
      clearTimeout(this.#statementTimer);
      clearTimeout(gracePeriod);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Restarts the thread if the pending statement takes longer. */
  #limitStatement(worker: Worker, milliseconds: number): void {
    clearTimeout(this.#statementTimer);
    this.#statementTimer = setTimeout(() => this.#restart(worker, statementTimeoutError()), milliseconds);
  }

  async #send(
    worker: Worker,
    request: WorkerRequest,
    limit = this.statementTimeout,
    onData: PendingReply['onData'] = () => {},
  ): Promise<WorkerReply> {
    if (worker !== this.#currentWorker) throw new EngineCrashedError('The database engine has restarted. Try again.');
    return new Promise((resolve, reject) => {
      this.#pending = { limit, onData, resolve, reject };
      worker.postMessage(request);
    });
  }
}
