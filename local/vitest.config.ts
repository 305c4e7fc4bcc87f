import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'local',
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/support/setup.ts',
    // A busy machine can exceed a timeout.
    retry: 1,
    /** Generous, for slow machines. */
    ...{ testTimeout: 180_000, hookTimeout: 180_000 },
    /** At least two, because these tests often wait for other processes. */
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
  },
});
