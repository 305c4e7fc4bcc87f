import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COLORS, type ColorName, withHue } from './colors';
import { writeIcons } from './icons';
import { replaceOnce } from './text';

export interface Product {
  name: string;
  /** One sentence, without a period at its end. */
  description: string;
  color: ColorName;
}

/** Gives the starter another name, description and color. */
export async function rename(root: string, { name, description, color }: Product): Promise<void> {
  const edit = (file: string, change: (source: string) => string) =>
    writeFileSync(path.join(root, file), change(readFileSync(path.join(root, file), 'utf8')));
  const slug = slugOf(name);
  edit('lib/site.ts', (source) =>
    source
      .replace(/(SITE_NAME = ).*;/, (_line, start) => `${start}${JSON.stringify(name)};`)
      .replace(/(SITE_DESCRIPTION = ).*;/, (_line, start) => `${start}${JSON.stringify(`${description}.`)};`)
      .replace(/(github\.com\/example\/)[\w-]+/, `$1${slug}`),
  );
  edit('package.json', (source) => source.replace(/("name": )".*"/, `$1"${slug}"`));
  edit('package-lock.json', (source) => source.replaceAll('"name": "neon-next-starter"', `"name": "${slug}"`));
  edit('README.md', (source) => source.replace(/^# .*\n\n[^\n]*\n[^\n]*\n/, () => `# ${name}\n\n${description}.\n`));
  edit('AGENTS.md', (source) =>
    replaceOnce(source, 'A Next.js App Router starter on', `${name}: a Next.js App Router app on`),
  );
  writeFileSync(path.join(root, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n');
  // A product's code changes, so no test follows the recipes there.
  for (const file of readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')))
    edit(`docs/${file}`, (text) =>
      text.replaceAll('tested: tests/integration/adopter-pages.test.ts', 'needs: names of your own'),
    );
  renameSync(path.join(root, 'scripts/setup/landing-page.tsx'), path.join(root, 'app/page.tsx'));
  const { hue, icon, card } = COLORS[color];
  for (const file of ['app/globals.css', 'local/pages/styles.css']) edit(file, (css) => withHue(css, hue));
  edit('app/opengraph-image/route.tsx', (source) => source.replace(COLORS.green.card, card));
  await writeIcons(root, name, icon);
}

/** Returns a package name, such as `acme-notes`. */
export function slugOf(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
