import type { RunningApp } from './app';

const { VITEST_POOL_ID = '1', TEST_PARALLEL_INDEX = String(Number(VITEST_POOL_ID) - 1) } = process.env;

/**
 * The app of this worker, which `app-setup.ts` has started. No other test uses it at the same time, so a test can inject
 * faults, if it removes them, and count requests.
 */
export const app: RunningApp = JSON.parse(process.env[`TEST_APP_${TEST_PARALLEL_INDEX}`] ?? '{}');
