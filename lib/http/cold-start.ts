/**
 * Neon suspends an idle compute after five minutes; its first response then takes up to a few seconds. A service that has not
 * responded to the app for this long, in milliseconds, may be asleep.
 */
const IDLE = 4 * 60_000;

/** A service that the app calls. It may take longer for the first response after a pause than when it is awake. */
class Service {
  #observedAt = 0;

  /** Whether the service may be asleep. */
  get isCold(): boolean {
    return Date.now() - this.#observedAt > IDLE;
  }

  /** Records a response or a timeout. After either, a slow service is not asleep but broken. */
  observe(): void {
    this.#observedAt = Date.now();
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
