import { cache } from 'react';
import { TIMEOUTS } from '../limits';
import { authServer, database } from './cold-start';

/**
 * Returns what a call resolves to, or what `onTimeout` returns if it takes too long. The call itself keeps running and its
 * result is ignored.
 * @param milliseconds the timeout
 * @throws what the call throws before the timeout
 */
export async function withTimeout<T, Fallback>(
  milliseconds: number,
  call: Promise<T>,
  onTimeout: () => Fallback,
): Promise<T | Fallback> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Fallback>((resolve) => {
    timer = setTimeout(() => resolve(onTimeout()), milliseconds);
  });
  call.catch(() => {});
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** React keeps the value for one page render. Outside of one, the full time is always left. */
const deadline = cache(() => {
  const { warm, cold } = TIMEOUTS.page;
  return Date.now() + (database.isCold || authServer.isCold ? cold : warm);
});

/** Returns how many milliseconds a page may still wait: `TIMEOUTS.page`, less the time since the first call. */
export function pageTimeLeft(): number {
  return Math.max(0, deadline() - Date.now());
}
