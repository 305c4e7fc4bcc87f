import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ask } from './ask';
import { ALL, CAPABILITIES, type CapabilityName, goesWith, partsOf } from './capabilities';
import { starter } from './capabilities/starter';
import { problemsOf, removeParts } from './capability';
import { COLORS } from './colors';
import { applyLook, type Product } from './look';

export const PRODUCT_USAGE = `npm run setup -- [--name NAME] [--description TEXT] [--color ${Object.keys(COLORS).join('|')}] [--remove ${ALL.join(',')} (posts includes json-api)]`;

export const PRODUCT_OPTIONS = {
  name: { type: 'string' },
  description: { type: 'string' },
  color: { type: 'string' },
  remove: { type: 'string' },
} as const;

export type Choices = Product & { remove: CapabilityName[] };

/**
 * Collects what the product is: the given values, else the answers.
 * @param ask null if no one can answer; then only the name must be given
 * @throws Error that names the option of a missing or invalid value
 */
export async function chooseProduct(
  given: { name?: string; description?: string; color?: string; remove?: string },
  ask: Ask | null,
): Promise<Choices> {
  const name = (given.name ?? (await ask?.('Name of your product: ')) ?? '').trim();
  if (!name) throw new Error(`The product needs a name: --name NAME. Usage: ${PRODUCT_USAGE}`);
  const description = given.description ?? (await ask?.('What it is, in one sentence: ')) ?? '';
  const colors = Object.keys(COLORS);
  const color = given.color ?? (await ask?.(`Color (${colors.join(', ')}) [green]: `)) ?? '';
  const listed = given.remove?.split(',').filter(Boolean) ?? [];
  const remove = listed.map((key) => oneOf('--remove', CAPABILITIES, key.trim()));
  if (given.remove === undefined && ask) {
    for (const key of ALL)
      if (!goesWith(key, remove) && /^n/i.test(await ask(`Keep ${CAPABILITIES[key].title}? [Y/n] `))) remove.push(key);
  }
  return {
    name,
    description: description.trim().replace(/\.$/, '') || 'A Next.js app on Neon',
    color: oneOf('--color', COLORS, color || 'green'),
    remove,
  };
}

function oneOf<Key extends string>(option: string, values: Record<Key, unknown>, text: string): Key {
  const isKey = (key: string): key is Key => Object.hasOwn(values, key);
  if (isKey(text)) return text;
  throw new Error(`Unknown value of ${option}: ${text}. Choose from ${Object.keys(values).join(', ')}.`);
}

/**
 * Turns the starter in a folder into a product: removes capabilities and the setup itself, renames the rest, formats it and
 * commits it.
 * @returns a message for the terminal
 * @throws Error if files have uncommitted changes, or differ from the starter's
 */
export async function setUpProduct(root: string, { remove, ...product }: Choices): Promise<string> {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows, npm is a script of the shell.
      shell: command === 'npm' && process.platform === 'win32',
    });
  if (!existsSync(path.join(root, '.git'))) run('git', 'init', '--quiet');
  else if (run('git', 'status', '--porcelain').trim()) throw new Error('Commit or discard your changes first.');
  const parts = [...partsOf(remove), starter(product)];
  const problems = parts.flatMap((part) => problemsOf(root, part));
  if (problems.length > 0)
    throw new Error(`These files differ from the starter's. Run the setup in a fresh copy.\n${problems.join('\n')}`);
  await applyLook(root, product);
  const packages = packagesOf(root);
  removeParts(root, parts);
  if (packagesOf(root) !== packages) run('npm', ...UPDATE_LOCKFILE);
  const biome = path.join('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  // The fix is "unsafe" only because an import can have side effects.
  run(process.execPath, biome, 'lint', '--only=correctness/noUnusedImports', '--write', '--unsafe');
  run(process.execPath, biome, 'check', '--write');
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--message', `Start ${product.name}`);
  return `${product.name} is ready, in a commit of its own: git show --stat\nNext, edit SOURCE_URL in lib/site.ts, the landing page in app/page.tsx, and the colors in app/globals.css.\n${remove.includes('local') ? START_ON_NEON : START}`;
}

const START = 'Start it: npm run dev. If you have run it before, first: npm run neon reset';
const START_ON_NEON = 'Start it: npm run setup -- neon, then npm run dev';
/** Everything that is left is in the lockfile already. */
const UPDATE_LOCKFILE = [
  'install',
  '--package-lock-only',
  '--prefer-offline',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
];

/** Returns the packages in package.json as text, to compare. */
function packagesOf(root: string): string {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return JSON.stringify([dependencies, devDependencies]);
}
