import { loadEnvironmentFiles, missingNeonVariables } from '../../scripts/environment';
import { migrate } from '../../scripts/migrate';
import { startTestNeon } from './neon';

/** Runs the contract tests on the Neon branch in the environment, which is migrated, or on local Neon if none is set. */
export default async function setup() {
  loadEnvironmentFiles();
  if (missingNeonVariables().length === 0) return;
  const neon = await startTestNeon();
  await migrate(neon.environment.DATABASE_URL);
  Object.assign(process.env, neon.environment);
  return () => neon.stop();
}
