/** Counts the calls to the services, for tests. */
export class CallCounter {
  #counts = new Map<string, number>();

  /** @param call `METHOD /path` */
  add(call: string): void {
    this.#counts.set(call, (this.#counts.get(call) ?? 0) + 1);
  }

  /** Returns the number of calls since the last reset, by `METHOD /path`. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  reset(): void {
    this.#counts.clear();
  }
}
