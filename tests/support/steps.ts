export interface Result {
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}

export interface Step {
  title: string;
  /** The titles of the steps that must succeed before this one. */
  needs?: string[];
  run: () => Promise<Result>;
}

/**
 * Runs steps, `limit` at a time. Whenever one ends, the first step in the list that needs no unfinished step starts, so put
 * long steps first: the short ones then fill the end. A step whose needs fail doesn't run, and counts as one failure.
 * @returns the result of each step, by its title
 */
export async function runSteps(steps: Step[], limit: number): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  const waiting = new Set(steps);
  const running = new Set<Promise<void>>();
  const isReady = ({ needs = [] }: Step) => needs.every((title) => results.has(title));
  const start = async (step: Step) => {
    const canRun = (step.needs ?? []).every((title) => results.get(title)?.failed === 0);
    results.set(step.title, canRun ? await step.run() : { passed: 0, failed: 1, skipped: 0, seconds: 0 });
  };
  while (waiting.size > 0 || running.size > 0) {
    for (const step of [...waiting].filter(isReady).slice(0, limit - running.size)) {
      waiting.delete(step);
      const ended = start(step).finally(() => running.delete(ended));
      running.add(ended);
    }
    if (running.size === 0) throw new Error(`Steps that need each other: ${[...waiting].map(({ title }) => title)}`);
    await Promise.race(running);
  }
  return results;
}
