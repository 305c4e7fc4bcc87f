import { startNeon } from '../..';

/** Starts one local Neon for all tests. Tests that stop or break it start their own. */
export default async function setup() {
  const neon = await startNeon({ postgres: process.env.NEON_LOCAL_POSTGRES });
  await neon.ready;
  Object.assign(process.env, neon.environment);
  return () => neon.stop();
}
