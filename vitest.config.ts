import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const resolve = { alias: { '@': path.resolve(import.meta.dirname) } };
/** Generous, for slow machines. */
const timeouts = { testTimeout: 180_000, hookTimeout: 180_000 };
/** For tests that check a whole copy of the project. */
const SLOW = { testTimeout: 600_000, hookTimeout: 600_000 };
/** A busy machine can exceed the app's own timeouts. Unit tests start no app. */
const retry = 1;
/** At least two, because these tests often wait for other processes. At most four, because each can have an app of its own. */
const maxWorkers = Math.min(4, Math.max(2, availableParallelism()));

/** The tests of a folder in `tests/`. */
const kind = (name: string, options: object = {}) => ({
  resolve,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...timeouts, ...options },
});

export default defineConfig({
  test: {
    projects: [
      'local',
      kind('unit'),
      kind('integration', { retry, maxWorkers, globalSetup: 'tests/support/integration-setup.ts' }),
      kind('setup', { retry, maxWorkers, ...SLOW }),
      kind('contract', { globalSetup: 'tests/support/contract-setup.ts' }),
      kind('http', { retry, maxWorkers, globalSetup: 'tests/support/app-setup.ts' }),
      // The tests count the requests of one app to its local Neon.
      kind('attack', { retry, fileParallelism: false, globalSetup: 'tests/support/attack-setup.ts' }),
    ],
  },
});
