import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { namesTest } from '../support/named-tests';

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
const DOCUMENTS = ['.', 'local', ...foldersIn('docs')]
  .flatMap((folder) => readdirSync(folder).map((name) => path.posix.join(folder, name)))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(name, 'utf8') }));

function foldersIn(root: string): string[] {
  const nested = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [root, ...nested.flatMap(({ name }) => foldersIn(`${root}/${name}`))];
}

function textOf(name: string): string {
  return DOCUMENTS.find((document) => document.name === name)?.text ?? '';
}

test('docs/commands.md has a row for every npm script', () => {
  const rows = [...textOf('docs/commands.md').matchAll(/^\| `npm run ([\w:-]+)/gm)].map(([, name]) => name);
  expect(Object.keys(scripts).filter((name) => !rows.includes(name))).toEqual([]);
});

/** The deploy button's address, or nothing if the README has no button. */
const [, BUTTON] = /\]\((https:\/\/vercel\.com\/new\/clone\?[^)]+)\)/.exec(textOf('README.md')) ?? [];

test.runIf(BUTTON)('the deploy button asks for what no integration sets, adds Neon, and contains no secret', () => {
  const query = Object.fromEntries(new URL(BUTTON ?? '').searchParams);
  expect(query.env).toBe('NEON_AUTH_COOKIE_SECRET,TRUSTED_PROXY_HOPS');
  expect(JSON.parse(query.envDefaults ?? '')).toEqual({ TRUSTED_PROXY_HOPS: '1' });
  for (const name of (query.env ?? '').split(',')) {
    expect(query.envDescription).toContain(`${name}: `);
    expect(textOf('docs/deployment.md')).toContain(`| \`${name}\` |`);
  }
  expect(query.envLink).toMatch(/\/docs\/deployment\.md#vercel$/);
  expect(JSON.parse(query.products ?? '')).toEqual([
    { type: 'integration', protocol: 'storage', productSlug: 'neon', integrationSlug: 'neon' },
  ]);
  expect(scripts['vercel-build']).toBe('next build && node --import tsx scripts/vercel-migrate.ts');
});

test('docs/decisions/README.md lists every decision', () => {
  const records = DOCUMENTS.map(({ name }) => path.posix.relative('docs/decisions', name));
  const missing = records.filter((name) => /^\d{4}-/.test(name) && !textOf('docs/decisions/README.md').includes(name));
  expect(missing).toEqual([]);
});

describe.each(DOCUMENTS)('$name', ({ name, text }) => {
  test('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  test('has no broken links', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => isBroken(name, link))).toEqual([]);
  });

  test('names only tests that exist', () => {
    const named = [...text.matchAll(/`(tests\/[^`]+\.(?:test|spec)\.tsx?)`: (.+?)(?= · | \|$)/gm)];
    const missing = named.filter(([, file = '', title = '']) => !namesTest(readFileSync(file, 'utf8'), title));
    expect(missing.map(([reference]) => reference)).toEqual([]);
  });

  test('names only files and folders of app/, lib/ and scripts/ that exist', () => {
    const named = [...text.matchAll(/`((?:app|lib|scripts)\/[\w./[\]-]+)`/g)].map(([, file = '']) => file);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });
});

/** Whether a relative link names no file, or a heading that its file does not have. */
function isBroken(document: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? document : path.posix.join(path.posix.dirname(document), file);
  if (!existsSync(target)) return true;
  if (anchor === undefined) return false;
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading));
  return !headings.includes(anchor);
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}
