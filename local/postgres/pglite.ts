import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  Abandoned,
  type Client,
  type Engine,
  EngineCrash,
  PostgresError,
  type QueryResult,
  ResponseTooLarge,
  STATEMENT_LIMIT,
  statementTimeout,
} from './engine';
import type { WorkerReply, WorkerRequest, WorkerSetup } from './pglite-worker';

/** How long, in milliseconds, a statement may go on whose asker has gone: most end by themselves before. */
const GRACE = 1_000;

/**
 * Opens the database cluster in a folder, creating it when there is none, with PGlite on a thread of its own: a long
 * statement does not stop the HTTP server, and a broken or endless one ends with its thread, after which another
 * thread opens the folder again.
 * The caller must own the folder: two engines on one folder destroy it.
 */
export async function openPGlite(folder: string, statementLimit = STATEMENT_LIMIT): Promise<Engine> {
  if (!existsSync(folder)) await createCluster(folder);
  const engine = new PGliteEngine(folder, statementLimit);
  await engine.open();
  return engine;
}

/**
 * Creates the cluster beside its place and then moves it there, so that a start interrupted half-way leaves nothing
 * that looks whole. The thread that creates it ends afterwards: it would keep twice the memory of a reopened one.
 */
async function createCluster(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  const worker = await startWorker({ folder: unfinished, purpose: 'create' });
  await worker.terminate();
  await rename(unfinished, folder);
}

/** Starts the thread and waits until it is ready. Node 20 runs TypeScript on a thread only once tsx is registered there. */
function startWorker(setup: WorkerSetup): Promise<Worker> {
  const module = JSON.stringify(new URL('./pglite-worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${module}); })`;
  const worker = new Worker(script, { eval: true, workerData: setup });
  return new Promise((resolve, reject) => {
    // Once it is ready, these say nothing any more: a promise settles once.
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The database engine ended with code ${code} while it started.`)));
    worker.once('message', () => resolve(worker));
  });
}

interface Pending {
  resolve: (reply: WorkerReply) => void;
  reject: (error: Error) => void;
}

class PGliteEngine implements Engine {
  version = '';
  readonly died: Promise<Error>;
  #reportDeath: (error: Error) => void = () => {};
  #worker: Promise<Worker>;
  /** The thread that serves; null while another one starts. */
  #current: Worker | null = null;
  #closing = false;
  #pending: Pending | null = null;
  /** The session is lent in the order in which it was asked for. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly folder: string,
    readonly statementLimit: number,
  ) {
    this.died = new Promise((resolve) => {
      this.#reportDeath = resolve;
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
    const { promise: returned, resolve: giveBack } = withResolvers();
    const free = this.#queue;
    this.#queue = free.then(() => returned);
    await free;
    if (signal?.aborted) {
      giveBack();
      throw new Abandoned();
    }
    const worker = await this.#worker.catch((error: Error) => {
      giveBack();
      throw error;
    });
    return {
      query: (text, params = []) => this.#run(worker, { kind: 'query', text, params }, signal),
      release: async () => {
        try {
          if (worker === this.#current) await this.#ask(worker, { kind: 'reset' });
        } catch (error) {
          if (!(error instanceof EngineCrash)) throw error;
        } finally {
          giveBack();
        }
      },
    };
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#closing = true;
    const worker = await this.#worker;
    await this.#ask(worker, { kind: 'close' }).catch(() => {});
    await worker.terminate();
  }

  async #start(): Promise<Worker> {
    const worker = await startWorker({ folder: this.folder, purpose: 'serve' });
    worker.on('message', (reply: WorkerReply) => {
      const pending = this.#pending;
      this.#pending = null;
      pending?.resolve(reply);
    });
    this.#current = worker;
    worker.once('error', (error) => this.#restart(worker, new EngineCrash(error.message)));
    worker.once('exit', () => this.#restart(worker, new EngineCrash('The database engine ended.')));
    return worker;
  }

  /** Ends the thread, tells whoever waits for it, and opens the folder again on another one. */
  #restart(worker: Worker, reason: Error): void {
    if (worker !== this.#current) return;
    this.#current = null;
    this.#pending?.reject(reason);
    this.#pending = null;
    if (this.#closing) return;
    this.#worker = worker.terminate().then(() => this.#start());
    this.#worker.catch((error: Error) => this.#reportDeath(error));
  }

  async #run(worker: Worker, request: WorkerRequest, signal?: AbortSignal): Promise<QueryResult> {
    if (signal?.aborted) throw new Abandoned();
    const limit = setTimeout(() => this.#restart(worker, statementTimeout()), this.statementLimit);
    let grace: NodeJS.Timeout | undefined;
    const leave = () => {
      grace = setTimeout(() => this.#restart(worker, new Abandoned()), GRACE);
    };
    signal?.addEventListener('abort', leave);
    try {
      const reply = await this.#ask(worker, request);
      if (reply.kind === 'result') return reply.result;
      if (reply.kind === 'refused') throw new PostgresError(reply.error);
      throw new ResponseTooLarge();
    } finally {
      clearTimeout(limit);
      clearTimeout(grace);
      signal?.removeEventListener('abort', leave);
    }
  }

  async #ask(worker: Worker, request: WorkerRequest): Promise<WorkerReply> {
    if (worker !== this.#current) throw new EngineCrash('The database engine was started again meanwhile.');
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
