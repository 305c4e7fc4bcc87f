import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from '../support/browser-test';
import { buildCopiedApp } from '../support/copied-app';

/** The optional capabilities in docs/accounts.md, each with its folder and what refers to it, by file. */
const CAPABILITIES: { folder: string; references: Record<string, RegExp[]> }[] = [
  {
    folder: 'app/organizations',
    references: {
      'lib/site.ts': [/^.*path: '\/organizations'.*\n/m],
      'app/_notices/notices.ts': [/^import .*'\.\.\/organizations\/notices';\n/m, /^.*\.\.\.ORGANIZATION_NOTICES,\n/m],
      'app/account/deletion-checks.ts': [/^import .*'\.\.\/organizations\/sole-owner';\n/m, /checkSoleOwner/],
    },
  },
  {
    folder: 'app/admin',
    references: {
      'lib/site.ts': [/^.*path: '\/admin\/users'.*\n/m],
      'app/_notices/notices.ts': [/^import .*'\.\.\/admin\/notices';\n/m, /^.*\.\.\.ADMIN_NOTICES,\n/m],
    },
  },
  { folder: 'app/api/webhooks', references: {} },
];

for (const { folder, references } of CAPABILITIES) {
  test(`the app builds without ${folder} and the lines that refer to it`, async () => {
    test.setTimeout(240_000);
    const remove = await buildCopiedApp(`.without-${folder.split('/').at(-1)}`, async (copy) => {
      await rm(`${copy}/${folder}`, { recursive: true });
      for (const [file, patterns] of Object.entries(references)) {
        let source = await readFile(`${copy}/${file}`, 'utf8');
        for (const pattern of patterns) {
          expect(source).toMatch(pattern);
          source = source.replace(pattern, '');
        }
        await writeFile(`${copy}/${file}`, source);
      }
    });
    await remove();
  });
}
