import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from '../support/browser-test';
import { buildCopiedApp } from '../support/copied-app';

const LINKS = 'lib/account-pages.ts';

/** What the README says can be removed: a folder, and the line that links to it. */
const CAPABILITIES = [
  { folder: 'app/organizations', link: "path: '/organizations'" },
  { folder: 'app/admin', link: "path: '/admin/users'" },
  { folder: 'app/api/webhooks', link: null },
];

for (const { folder, link } of CAPABILITIES) {
  test(`without ${folder} and its link the app still builds`, async () => {
    test.setTimeout(240_000);
    const remove = await buildCopiedApp(`.without-${folder.split('/').at(-1)}`, async (copy) => {
      await rm(`${copy}/${folder}`, { recursive: true });
      if (!link) return;
      const lines = (await readFile(`${copy}/${LINKS}`, 'utf8')).split('\n');
      const others = lines.filter((line) => !line.includes(link));
      expect(others).toHaveLength(lines.length - 1);
      await writeFile(`${copy}/${LINKS}`, others.join('\n'));
    });
    await remove();
  });
}
