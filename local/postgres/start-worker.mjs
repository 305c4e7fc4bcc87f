// Starts pglite-worker.ts. Node 20 threads don't inherit tsx, so it must be registered inside the thread.
import { register } from 'tsx/esm/api';

register();
await import('./pglite-worker.ts');
