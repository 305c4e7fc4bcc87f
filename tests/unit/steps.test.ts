import { expect, test } from 'vitest';
import { type Result, runSteps, type Step } from '../support/steps';

const PASSED: Result = { passed: 1, failed: 0, skipped: 0, seconds: 0 };
const FAILED: Result = { ...PASSED, passed: 0, failed: 1 };

/** A step that the test ends. */
class Controlled implements Step {
  isStarted = false;
  end: (result: Result) => void = () => {};

  constructor(
    readonly title: string,
    readonly needs: string[] = [],
  ) {}

  run = () =>
    new Promise<Result>((resolve) => {
      this.isStarted = true;
      this.end = resolve;
    });
}

const started = (steps: Controlled[]) => steps.filter(({ isStarted }) => isStarted).map(({ title }) => title);
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('npm test runs some steps at a time, and the first one in the list that is ready when one ends', async () => {
  const steps = [new Controlled('a'), new Controlled('b', ['a']), new Controlled('c'), new Controlled('d')];
  const [a, b, c, d] = steps;
  const results = runSteps(steps, 2);
  expect(started(steps)).toEqual(['a', 'c']);
  a?.end(PASSED);
  await settled();
  expect(started(steps)).toEqual(['a', 'b', 'c']);
  c?.end(PASSED);
  await settled();
  expect(started(steps)).toEqual(['a', 'b', 'c', 'd']);
  b?.end(PASSED);
  d?.end(FAILED);
  expect(Object.fromEntries(await results)).toEqual({ a: PASSED, b: PASSED, c: PASSED, d: FAILED });
});

test('npm test reports a step as failed, without running it, when a step that it needs fails', async () => {
  const steps = [new Controlled('build'), new Controlled('http', ['build'])];
  const results = runSteps(steps, 2);
  steps[0]?.end(FAILED);
  expect((await results).get('http')).toEqual(FAILED);
  expect(started(steps)).toEqual(['build']);
});

test('npm test never waits for steps that need each other', async () => {
  await expect(runSteps([new Controlled('a', ['b']), new Controlled('b', ['a'])], 2)).rejects.toThrow('a,b');
});
