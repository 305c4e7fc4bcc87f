import type { RunningApp } from './app';

/** The faults and request counters of an app's own local Neon. */
export interface Faults {
  /** Injects faults. Takes the body of `PUT /faults`. */
  inject(faults: Record<string, string | number | boolean | null>): Promise<void>;
  clear(): Promise<void>;
  /** Returns the number of requests since the last reset, by `METHOD /path`. */
  requestCounts(): Promise<Record<string, number>>;
  resetRequestCounts(): Promise<void>;
  /** Returns the number of requests to Neon Auth. */
  authRequestCount(): Promise<number>;
}

export function faultsOf({ neonOrigin }: RunningApp): Faults {
  const requestCounts = async (): Promise<Record<string, number>> => (await fetch(`${neonOrigin}/calls.json`)).json();
  return {
    requestCounts,
    inject: async (faults) => {
      const response = await fetch(`${neonOrigin}/faults`, { method: 'PUT', body: JSON.stringify(faults) });
      if (!response.ok) throw new Error(await response.text());
    },
    clear: async () => {
      await fetch(`${neonOrigin}/faults`, { method: 'DELETE' });
    },
    resetRequestCounts: async () => {
      await fetch(`${neonOrigin}/calls.json`, { method: 'DELETE' });
    },
    authRequestCount: async () =>
      Object.entries(await requestCounts())
        .filter(([request]) => request.includes('/auth/'))
        .reduce((sum, [, count]) => sum + count, 0),
  };
}
