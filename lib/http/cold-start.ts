/**
 * Neon suspends an idle compute after five minutes; its first response then takes up to a few seconds. A service that has not
 * responded to the app for this long, in milliseconds, may be asleep.
 */
const IDLE = 4 * 60_000;

/** How long, in milliseconds, a service that was asleep may stay silent before it counts as broken. */
const WAKE_UP = 60_000;

/** A service that the app calls. It may take longer for the first response after a pause than when it is awake. */
class Service {
  #observedAt = 0;
  #wakingUntil = 0;

  /** Whether the service may be asleep. */
  get isCold(): boolean {
    return Date.now() - this.#observedAt > IDLE;
  }

  /** Whether the service was asleep at the last request and has not responded since. */
  get isWakingUp(): boolean {
    return Date.now() < this.#wakingUntil;
  }

  /** Records a response, or an error instead of one. From then on, a slow service is not asleep but broken. */
  observe(): void {
    this.#observedAt = Date.now();
    this.#wakingUntil = 0;
  }

  /** Records a timeout. A service that was asleep may still be waking up; its next timeout is short again. */
  observeTimeout(): void {
    if (this.isCold) this.#wakingUntil = Date.now() + WAKE_UP;
    this.#observedAt = Date.now();
  }

  /** Awaits a request with an `AbortSignal.timeout`, and records how it ended. */
  async record<T>(request: Promise<T>): Promise<T> {
    try {
      const response = await request;
      this.observe();
      return response;
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') this.observeTimeout();
      else this.observe();
      throw error;
    }
  }

  /** Returns the timeout to use now. */
  timeout({ warm, cold }: { warm: number; cold: number }): number {
    return this.isCold ? cold : warm;
  }
}

declare global {
  /** Next.js bundles proxy.ts, pages and route handlers separately, each with its own copy of this module. */
  var services: { database: Service; authServer: Service } | undefined;
}

globalThis.services ??= { database: new Service(), authServer: new Service() };

export const { database, authServer } = globalThis.services;

/** Whether a service is waking up, so that trying again soon helps. */
export function isWakingUp(): boolean {
  return database.isWakingUp || authServer.isWakingUp;
}
