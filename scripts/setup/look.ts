import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COLORS, type ColorName, withHue } from './colors';
import { writeIcons } from './icons';

export interface Product {
  name: string;
  /** One sentence, without a period at its end. */
  description: string;
  color: ColorName;
}

/** Writes what a product replaces as a whole: colors, icons, the landing page and the change log. */
export async function applyLook(root: string, { name, color }: Product): Promise<void> {
  const edit = (file: string, change: (source: string) => string) =>
    writeFileSync(path.join(root, file), change(readFileSync(path.join(root, file), 'utf8')));
  const { hue, icon } = COLORS[color];
  for (const file of ['app/globals.css', 'local/pages/styles.css']) edit(file, (css) => withHue(css, hue));
  await writeIcons(root, name, icon);
  renameSync(path.join(root, 'scripts/setup/landing-page.tsx'), path.join(root, 'app/page.tsx'));
  writeFileSync(path.join(root, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n');
  // A product's code changes, so no test follows the recipes there.
  for (const file of readdirSync(path.join(root, 'docs')).filter((page) => page.endsWith('.md')))
    edit(`docs/${file}`, (text) => text.replaceAll('tested: tests/setup/recipes.test.ts', 'needs: names of your own'));
}
