import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const resolve = { alias: { '@': path.resolve(import.meta.dirname) } };
/** Generous, for slow machines. */
const timeouts = { testTimeout: 180_000, hookTimeout: 180_000 };
/** For tests that check a whole copy of the project. */
const SLOW = { testTimeout: 600_000, hookTimeout: 600_000 };
/** A busy machine can exceed the app's own timeouts. Unit tests start no app. */
const retry = process.env.CI ? 1 : 0;
/** At least two, because these tests often wait for other processes. At most four, because each can have an app of its own. */
const maxWorkers = Math.min(4, Math.max(2, availableParallelism()));

export default defineConfig({
  test: {
    projects: [
      'local',
      { resolve, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], ...timeouts } },
      {
        resolve,
        test: {
          name: 'integration',
          retry,
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: 'tests/support/integration-setup.ts',
          maxWorkers,
          ...timeouts,
        },
      },
      { resolve, test: { name: 'setup', retry, include: ['tests/setup/**/*.test.ts'], maxWorkers, ...SLOW } },
      {
        resolve,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          globalSetup: 'tests/support/contract-setup.ts',
          ...timeouts,
        },
      },
      {
        resolve,
        test: {
          name: 'http',
          retry,
          include: ['tests/http/**/*.test.ts'],
          globalSetup: 'tests/support/app-setup.ts',
          maxWorkers,
          ...timeouts,
        },
      },
      {
        resolve,
        test: {
          name: 'attack',
          retry,
          include: ['tests/attack/**/*.test.ts'],
          globalSetup: 'tests/support/attack-setup.ts',
          // The tests count the requests of one app to its local Neon.
          fileParallelism: false,
          ...timeouts,
        },
      },
    ],
  },
});
