import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { explainFailures } from '../start-failure';
import type { WorkerSetup } from './pglite-worker';
import { packCluster, unpackCluster } from './prepared-cluster';

const WORKER = new URL('./pglite-worker.ts', import.meta.url);

/**
 * Starts a PGlite thread and waits until it is ready.
 * @param hasCluster resolves when the folder contains a cluster. The thread loads its code in the meantime.
 */
export function startThread(setup: WorkerSetup, hasCluster: Promise<void> = Promise.resolve()): Promise<Worker> {
  const worker = new Worker(new URL('./start-worker.mjs', import.meta.url), { workerData: setup });
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
    worker.once('message', () => resolve(worker));
  });
}

/**
 * Creates a cluster in a temporary folder, then renames it, so that an interrupted start leaves no partial cluster behind.
 * Unpacks a prepared one if it can.
 * @throws StartError when the data folder can't hold it
 */
export async function createCluster(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  const dataFolder = path.dirname(folder);
  try {
    await explainFailures(dataFolder, async () => {
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(dataFolder, { recursive: true });
      const name = { kind: 'empty', sources: [await readFile(WORKER, 'utf8')] };
      if (!(await unpackCluster(name, unfinished))) {
        await initialize(unfinished);
        await packCluster(name, unfinished);
      }
      await rename(unfinished, folder);
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
  }
}

/** The thread that creates a cluster isn't reused: it would hold twice the memory of one that opens it. */
async function initialize(folder: string): Promise<void> {
  const worker = await startThread({ folder, purpose: 'create' });
  await worker.terminate();
}
