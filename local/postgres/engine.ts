import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest, WorkerSetup } from './worker';

/** One column of a result, under the names of Neon's SQL over HTTP. */
export interface Field {
  name: string;
  tableID: number;
  columnID: number;
  dataTypeID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
}

/** What one statement gave: every value as Postgres's own text, `tag` as in `INSERT 0 1`. */
export interface QueryResult {
  fields: Field[];
  rows: (string | null)[][];
  tag: string;
}

/** The fields of a Postgres error, under the names of Neon's error body. */
export interface PostgresErrorFields {
  message: string;
  code: string;
  severity?: string | undefined;
  detail?: string | undefined;
  hint?: string | undefined;
  position?: string | undefined;
  internalPosition?: string | undefined;
  internalQuery?: string | undefined;
  where?: string | undefined;
  schema?: string | undefined;
  table?: string | undefined;
  column?: string | undefined;
  dataType?: string | undefined;
  constraint?: string | undefined;
  file?: string | undefined;
  line?: string | undefined;
  routine?: string | undefined;
}

/** A statement that Postgres refused. */
export class PostgresError extends Error {
  constructor(readonly fields: PostgresErrorFields) {
    super(fields.message);
    this.name = 'PostgresError';
  }
}

/** The engine's one session, lent to one user at a time. */
export interface Client {
  /**
   * Runs one statement. Parameters are Postgres text, or null.
   * @throws PostgresError when Postgres refuses it
   */
  query(text: string, params?: readonly (string | null)[]): Promise<QueryResult>;
  /** Gives the session back, as if newly connected: no transaction, settings, temporary tables or locks are left. */
  release(): Promise<void>;
}

export interface Engine {
  /** Waits for the session and takes it. Always `release()` it. */
  connect(): Promise<Client>;
  close(): Promise<void>;
  /** Settles when the engine died without being asked to. */
  readonly died: Promise<Error>;
}

/**
 * Opens the database cluster in a folder, creating it when there is none, with PGlite on a thread of its own, so that
 * a long query does not stop the HTTP server from answering.
 * The caller must own the folder: two engines on one folder destroy it.
 */
export async function openEngine(folder: string): Promise<Engine> {
  if (!existsSync(folder)) await createCluster(folder);
  return new PGliteEngine(await startWorker({ folder, purpose: 'serve' }));
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
  const module = JSON.stringify(new URL('./worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${module}); })`;
  const worker = new Worker(script, { eval: true, workerData: setup });
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(error);
    worker.once('error', failed);
    worker.once('message', () => {
      worker.off('error', failed);
      resolve(worker);
    });
  });
}

class PGliteEngine implements Engine {
  readonly died: Promise<Error>;
  #worker: Worker;
  #closing = false;
  #pending: { resolve: (reply: WorkerReply) => void; reject: (error: Error) => void } | null = null;
  /** The session is lent in the order in which it was asked for. */
  #queue: Promise<void> = Promise.resolve();

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: WorkerReply) => {
      const pending = this.#pending;
      this.#pending = null;
      pending?.resolve(reply);
    });
    this.died = new Promise((resolve) => {
      const end = (error: Error) => {
        this.#pending?.reject(error);
        this.#pending = null;
        if (!this.#closing) resolve(error);
      };
      worker.on('error', end);
      worker.on('exit', (code) => end(new Error(`The database engine ended with code ${code}.`)));
    });
  }

  async connect(): Promise<Client> {
    const free = this.#queue;
    const { promise: returned, resolve: giveBack } = withResolvers();
    this.#queue = free.then(() => returned);
    await free;
    return {
      query: async (text, params = []) => {
        const reply = await this.#ask({ kind: 'query', text, params });
        if (reply.kind === 'result') return reply.result;
        throw reply.kind === 'refused' ? new PostgresError(reply.error) : new Error('The engine gave no result.');
      },
      release: async () => {
        try {
          await this.#ask({ kind: 'reset' });
        } finally {
          giveBack();
        }
      },
    };
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#queue;
    await this.#ask({ kind: 'close' }).catch(() => {});
    await this.#worker.terminate();
  }

  #ask(request: WorkerRequest): Promise<WorkerReply> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#worker.postMessage(request);
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
