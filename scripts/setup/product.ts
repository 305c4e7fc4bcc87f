import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ask } from './ask';
import { ALL, CAPABILITIES, type CapabilityName, goesWith, partsOf } from './capabilities';
import { starter } from './capabilities/starter';
import { problemsOf, removeParts } from './capability';
import { COLORS, type ColorName } from './colors';
import { applyLook, type Product } from './look';
import { askForValid } from './valid-answer';

export const PRODUCT_USAGE =
  'npm run setup -- [--name NAME] [--description TEXT] [--color COLOR] [--remove CAPABILITIES]';

export const PRODUCT_HELP = `The setup asks for what isn't given:

  --name         the product's name
  --description  what it is, in one sentence
  --color        ${Object.keys(COLORS).join(', ')}
  --remove       what the product doesn't need, separated by commas:
                 ${ALL.join(', ')}
                 posts includes json-api; '' removes nothing`;

export const PRODUCT_OPTIONS = {
  name: { type: 'string' },
  description: { type: 'string' },
  color: { type: 'string' },
  remove: { type: 'string' },
} as const;

export type Choices = Product & { remove: CapabilityName[] };

/**
 * Collects what the product is: the given values, else the answers. Asks again after an invalid answer.
 * @param ask null if no one can answer; then only the name must be given
 * @throws Error that names each option of a missing or invalid value, before the first question
 */
export async function chooseProduct(
  given: { name?: string; description?: string; color?: string; remove?: string },
  ask: Ask | null,
): Promise<Choices> {
  const problems: string[] = [];
  const known = <Key extends string>(option: string, values: Record<Key, unknown>, text = '') =>
    text.split(',').flatMap((part): Key[] => {
      const key = part.trim();
      if (isKey(values, key)) return [key];
      if (key) problems.push(unknownValue(`value of ${option}`, values, key));
      return [];
    });
  const givenName = given.name?.trim();
  if (!givenName && (given.name !== undefined || !ask)) problems.push('The product needs a name: --name NAME.');
  const [givenColor] = known('--color', COLORS, given.color);
  const remove = known('--remove', CAPABILITIES, given.remove);
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\nUsage: ${PRODUCT_USAGE}`);

  const answer = async <T>(question: string, parse: (text: string) => T) =>
    ask ? askForValid(ask, question, parse) : parse('');
  const name = givenName ?? (await answer('Name of your product: ', toName));
  const description = given.description ?? (await answer('What it is, in one sentence: ', (text) => text));
  const color = givenColor ?? (await answer(`Color (${Object.keys(COLORS).join(', ')}) [green]: `, toColor));
  if (given.remove === undefined) {
    for (const key of ALL)
      if (!goesWith(key, remove) && !(await answer(`Keep ${CAPABILITIES[key].title}? [Y/n] `, isYes))) remove.push(key);
  }
  return { name, description: description.trim().replace(/\.$/, '') || 'A Next.js app on Neon', color, remove };
}

function toName(answer: string): string {
  if (answer) return answer;
  throw new Error('The product needs a name.');
}

function toColor(answer: string): ColorName {
  const color = answer || 'green';
  if (isKey(COLORS, color)) return color;
  throw new Error(unknownValue('color', COLORS, color));
}

function isYes(answer: string): boolean {
  if (/^(y|yes|n|no|)$/i.test(answer)) return !/^n/i.test(answer);
  throw new Error('Answer y or n.');
}

function isKey<Key extends string>(values: Record<Key, unknown>, text: string): text is Key {
  return Object.hasOwn(values, text);
}

function unknownValue(what: string, values: Record<string, unknown>, text: string): string {
  return `Unknown ${what}: ${text}. Choose from ${Object.keys(values).join(', ')}.`;
}

/**
 * Turns the starter in a folder into a product: removes capabilities and the setup itself, renames the rest, formats it and
 * commits it.
 * @param choose is called once the folder is known to have no uncommitted changes
 * @returns a message for the terminal
 * @throws Error if files have uncommitted changes, or differ from the starter's
 */
export async function setUpProduct(root: string, choose: () => Promise<Choices>): Promise<string> {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows, npm is a script of the shell.
      shell: command === 'npm' && process.platform === 'win32',
    });
  const isRepository = existsSync(path.join(root, '.git'));
  if (isRepository && run('git', 'status', '--porcelain').trim())
    throw new Error('Commit or discard your changes first.');
  const { remove, ...product } = await choose();
  if (!isRepository) run('git', 'init', '--quiet');
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
  return `${product.name} is ready, in a commit of its own: git show --stat\nNext, edit SOURCE_URL in lib/site.ts, the landing page in app/page.tsx, the colors in app/globals.css, and LICENSE.\n${remove.includes('local') ? START_ON_NEON : START}`;
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
