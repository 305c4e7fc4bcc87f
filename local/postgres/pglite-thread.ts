import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { explainFailures } from '../start-failure';
import type { WorkerReady, WorkerSetup } from './pglite-worker';
import { packCluster, unpackCluster } from './prepared-cluster';
import { compileWorker } from './worker-code';

let compiled: Promise<URL> | undefined;

/** Compiles the thread's code, once per process. */
function workerCode(): Promise<URL> {
  compiled ??= compileWorker(new URL('./pglite-worker.ts', import.meta.url));
  return compiled;
}

interface Thread extends WorkerReady {
  worker: Worker;
}

/**
 * Starts a PGlite thread and waits until it is ready.
 * @param hasCluster resolves when the folder contains a cluster. The thread loads its code in the meantime.
 */
export async function startThread(setup: WorkerSetup, hasCluster: Promise<void> = Promise.resolve()): Promise<Thread> {
  // It is handled below, but can fail earlier.
  hasCluster.catch(() => {});
  // Without tsx, which the process may have been started with.
  const worker = new Worker(await workerCode(), { workerData: setup, execArgv: [] });
  return new Promise((resolve, reject) => {
    hasCluster.then(
      () => worker.postMessage('open'),
      (error: unknown) => {
        reject(error);
        return worker.terminate();
      },
    );
    // A promise settles once, so the first two have no effect after startup.
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The database engine exited with code ${code} during startup.`)));
    worker.once('message', ({ version }: WorkerReady) => resolve({ worker, version }));
  });
}

/**
 * Creates a cluster in a temporary folder, then renames it, so that an interrupted start leaves no partial cluster behind.
 * Unpacks a prepared one if it can.
 * @param initialSql what its database starts with
 * @throws StartError when the data folder can't hold it
 */
export async function createCluster(folder: string, initialSql: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  const dataFolder = path.dirname(folder);
  try {
    await explainFailures(dataFolder, async () => {
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(dataFolder, { recursive: true });
      const name = { kind: 'new', sources: [(await workerCode()).href, initialSql] };
      if (!(await unpackCluster(name, unfinished))) {
        await initialize(unfinished, initialSql);
        await packCluster(name, unfinished);
      }
      await rename(unfinished, folder);
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
  }
}

/** The thread that creates a cluster isn't reused: it would hold twice the memory of one that opens it. */
async function initialize(folder: string, initialSql: string): Promise<void> {
  const { worker } = await startThread({ folder, initialSql });
  await worker.terminate();
}
