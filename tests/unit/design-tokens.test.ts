import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Returns the values of a stylesheet's custom properties that are colors, by name. */
function colorsIn(file: string): Map<string, string> {
  const css = readFileSync(file, 'utf8');
  return new Map(
    [...css.matchAll(/--([\w-]+): (light-dark\(.*?\)|oklch\(.*?\));/g)].map(([, name = '', color = '']) => [
      name,
      color,
    ]),
  );
}

test("local Neon's pages have the app's colors", () => {
  const [app, local] = [colorsIn('app/globals.css'), colorsIn('local/pages/styles.css')];
  const shared = [...local.keys()].filter((name) => app.has(name));
  expect(shared.length).toBeGreaterThan(8);
  expect(Object.fromEntries(shared.map((name) => [name, local.get(name)]))).toEqual(
    Object.fromEntries(shared.map((name) => [name, app.get(name)])),
  );
});
