import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app';
import { ensureBuild } from '../support/build';
import { createUser } from '../support/users';

/** The optional capabilities in docs/accounts.md, each with the lines that refer to it, by file. */
const CAPABILITIES: { folder: string; lines: Record<string, string[]> }[] = [
  {
    folder: 'app/organizations',
    lines: {
      'lib/site.ts': ["  { path: '/organizations', name: 'Organizations', isInHeader: true },"],
      'app/_notices/notices.ts': [
        "import { ORGANIZATION_NOTICES } from '../organizations/notices';",
        '  ...ORGANIZATION_NOTICES,',
      ],
      'app/account/deletion-checks.ts': [
        "import { checkSoleOwner } from '../organizations/sole-owner';",
        'export const DELETION_CHECKS: DeletionCheck[] = [checkSoleOwner];',
      ],
    },
  },
  {
    folder: 'app/admin',
    lines: {
      'lib/site.ts': ["  { path: '/admin/users', name: 'Users', isForAdmins: true },"],
      'app/_notices/notices.ts': ["import { ADMIN_NOTICES } from '../admin/notices';", '  ...ADMIN_NOTICES,'],
    },
  },
  { folder: 'app/api/webhooks', lines: {} },
];
const FOLDERS = CAPABILITIES.map(({ folder }) => folder);

/** The sources of `app/` and `lib/`, by their path. */
function sourcesIn(root: string): Map<string, string> {
  const files = ['app', 'lib'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  return new Map(files.map((file) => [path.relative(root, file), readFileSync(file, 'utf8')]));
}

let folder: string;
let app: TestApp;
beforeAll(async () => {
  folder = await ensureBuild('without-capabilities');
  app = await startTestApp(folder);
  // `npm test` has built it before. On its own, this test builds it on a machine that may be busy.
}, 600_000);
afterAll(() => app.stop());

test('only the documented lines refer to an optional capability, and none to another one', () => {
  const [original, rest] = [sourcesIn('.'), sourcesIn(folder)];
  const removed: Record<string, string[]> = {};
  for (const [file, source] of original) {
    const capability = FOLDERS.find((name) => file.startsWith(`${name}/`));
    if (capability) {
      // Each capability can be removed alone.
      expect(rest.has(file)).toBe(false);
      const others = FOLDERS.filter((name) => name !== capability).map((name) => name.replace('app/', ''));
      expect([file, new RegExp(`from '[^']*/(${others.join('|')})/`).exec(source)]).toEqual([file, null]);
      continue;
    }
    const remaining = new Set(rest.get(file)?.split('\n'));
    const lines = source.split('\n').filter((line) => !remaining.has(line));
    if (lines.length > 0) removed[file] = lines.toSorted();
  }
  const documented: Record<string, string[]> = {};
  for (const { lines } of CAPABILITIES) {
    for (const [file, text] of Object.entries(lines))
      documented[file] = [...(documented[file] ?? []), ...text].toSorted();
  }
  expect(removed).toEqual(documented);

  const references = /(\/organizations|\/admin)\b|ORGANIZATION_|ADMIN_|checkSoleOwner|webhooks\//;
  const left = [...rest].flatMap(([file, source]) =>
    source
      .split('\n')
      .filter((line) => references.test(line) && !line.startsWith('/**'))
      .map((line) => [file, line]),
  );
  expect(left).toEqual([]);
});

test('without its optional capabilities, the app builds, serves its pages and shows no tab for them', async () => {
  const { headers } = await createUser(app, { isAdmin: true });
  const get = async (url: string) => {
    const response = await fetch(app.url + url, { headers });
    return { status: response.status, html: await response.text() };
  };
  expect((await get('/')).status).toBe(200);
  expect((await get('/posts')).html).toContain('Hello from Neon');
  for (const url of ['/organizations', '/admin/users', '/api/webhooks/neon-auth']) {
    expect([url, (await get(url)).status]).toEqual([url, 404]);
  }
  const account = await get('/account');
  expect(account.status).toBe(200);
  expect(account.html).toContain('Save profile');
  expect(account.html).not.toMatch(/Organizations|href="\/(organizations|admin)/);
});
