import { migrate } from '../../scripts/migrate';
import { startTestNeon } from './neon';

/** Starts one local Neon for all integration tests. Tests that stop or break it start their own. */
export default async function setup() {
  const neon = await startTestNeon();
  await migrate(neon.environment.DATABASE_URL);
  Object.assign(process.env, neon.environment, { NEON_LOCAL_PG_URL: neon.postgresUrl });
  return () => neon.stop();
}
