import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { StartError } from '../start-error';
import { explainFailures } from '../start-failure';
import { type Client, type Engine, type QueryResult, STATEMENT_TIMEOUT } from './engine';
import {
  EngineCrashedError,
  PostgresError,
  RequestAbortedError,
  ResponseTooLargeError,
  statementTimeoutError,
} from './errors';
import { createCluster, startThread } from './pglite-thread';
import type { StatementTimeout, WorkerReply, WorkerRequest } from './pglite-worker';

/** In milliseconds. Most aborted statements finish within it, which is cheaper than a restart. */
const ABORT_GRACE_PERIOD = 1_000;

/**
 * Opens the cluster in a folder, creating it if needed. PGlite runs on its own thread, so that a long statement doesn't block
 * the HTTP server. Terminating the thread ends a stuck or crashed statement; a new thread then reopens the folder.
 * The caller must hold the folder's lock: two engines on one folder corrupt it.
 * @param statementTimeout in milliseconds
 * @throws StartError when the cluster can't be created or opened for a reason that the user can fix
 */
export async function openPGlite(folder: string, statementTimeout = STATEMENT_TIMEOUT): Promise<Engine> {
  if (!existsSync(folder)) await createCluster(folder);
  const engine = new PGliteEngine(folder, statementTimeout);
  const dataFolder = path.dirname(folder);
  try {
    await explainFailures(dataFolder, () => engine.open());
  } catch (error) {
    throw error instanceof Error && error.message.includes('failed to initialize') ? unusable(dataFolder) : error;
  }
  return engine;
}

/** PGlite gives the same error for both reasons. */
function unusable(dataFolder: string): StartError {
  return new StartError(
    `The database in ${dataFolder} is damaged, or another version of PGlite created it. Delete it with npm run neon reset, or set NEON_LOCAL_DATA to another folder.`,
  );
}

interface PendingReply {
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

  constructor(
    readonly folder: string,
    readonly statementTimeout: number,
  ) {
    this.failed = new Promise((resolve) => {
      this.#reportFailure = resolve;
    });
    this.#worker = this.#start();
  }

  async open(): Promise<void> {
    await this.#worker;
    const client = await this.connect();
    try {
      const { rows } = await client.query('select version()');
      this.version = `${/^\S+ \S+/.exec(rows[0]?.[0] ?? '')?.[0]} (PGlite)`;
    } finally {
      await client.release();
    }
  }

  async connect(signal?: AbortSignal): Promise<Client> {
    const { promise: released, resolve: release } = withResolvers();
    const previous = this.#queue;
    this.#queue = previous.then(() => released);
    await previous;
    if (signal?.aborted) {
      release();
      throw new RequestAbortedError();
    }
    const worker = await this.#worker.catch((error: Error) => {
      release();
      throw error;
    });
    return {
      query: (text, params = []) => this.#run(worker, { kind: 'query', text, params }, signal),
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

  async #start(): Promise<Worker> {
    const worker = await startThread({ folder: this.folder, purpose: 'serve' });
    worker.on('message', (reply: WorkerReply | StatementTimeout) => {
      if (reply.kind === 'statement-timeout') return this.#limitStatement(worker, reply.milliseconds);
      const pending = this.#pending;
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

  async #run(worker: Worker, request: WorkerRequest, signal?: AbortSignal): Promise<QueryResult> {
    if (signal?.aborted) throw new RequestAbortedError();
    this.#limitStatement(worker, this.statementTimeout);
    let gracePeriod: NodeJS.Timeout | undefined;
    const onAbort = () => {
      gracePeriod = setTimeout(() => this.#restart(worker, new RequestAbortedError()), ABORT_GRACE_PERIOD);
    };
    signal?.addEventListener('abort', onAbort);
    try {
      const reply = await this.#send(worker, request);
      if (reply.kind === 'result') return reply.result;
      if (reply.kind === 'error') throw new PostgresError(reply.error);
      throw new ResponseTooLargeError();
    } finally {
      clearTimeout(this.#statementTimer);
      clearTimeout(gracePeriod);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Restarts the thread if the pending statement takes longer. A later call can only shorten the limit. */
  #limitStatement(worker: Worker, milliseconds: number): void {
    if (milliseconds > this.statementTimeout) return;
    clearTimeout(this.#statementTimer);
    this.#statementTimer = setTimeout(() => this.#restart(worker, statementTimeoutError()), milliseconds);
  }

  async #send(worker: Worker, request: WorkerRequest): Promise<WorkerReply> {
    if (worker !== this.#currentWorker) throw new EngineCrashedError('The database engine has restarted. Try again.');
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      worker.postMessage(request);
    });
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
