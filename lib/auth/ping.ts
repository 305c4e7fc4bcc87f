import { env } from '../env';
import { READ_TIME_LIMIT } from './server';

/** Asks the auth server whether it is there. @throws when it does not say so */
export async function pingAuthServer(): Promise<void> {
  const answer = await fetch(`${env.NEON_AUTH_BASE_URL}/ok`, {
    signal: AbortSignal.timeout(READ_TIME_LIMIT),
    redirect: 'manual',
  });
  if (!answer.ok) throw new Error(`The auth server answered ${answer.status}.`);
  // What is no JSON is no answer of it.
  await answer.json();
}
