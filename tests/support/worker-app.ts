import type { RunningApp } from './app';

/** The app that `app-setup.ts` has started. Tests that inject faults or count requests start their own. */
export const app: RunningApp = JSON.parse(process.env.TEST_APP ?? '{}');
