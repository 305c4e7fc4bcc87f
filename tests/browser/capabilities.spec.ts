import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from '../support/browser-test';
import { buildCopiedApp } from '../support/copied-app';

const LINKS_FILE = 'lib/site.ts';

/** The optional capabilities in the README, each with its folder and the line that links to it. */
const CAPABILITIES = [
  { folder: 'app/organizations', link: "path: '/organizations'" },
  { folder: 'app/admin', link: "path: '/admin/users'" },
  { folder: 'app/api/webhooks', link: null },
];

for (const { folder, link } of CAPABILITIES) {
  test(`the app builds without ${folder} and its link`, async () => {
    test.setTimeout(240_000);
    const remove = await buildCopiedApp(`.without-${folder.split('/').at(-1)}`, async (copy) => {
      await rm(`${copy}/${folder}`, { recursive: true });
      if (!link) return;
      const lines = (await readFile(`${copy}/${LINKS_FILE}`, 'utf8')).split('\n');
      const remaining = lines.filter((line) => !line.includes(link));
      expect(remaining).toHaveLength(lines.length - 1);
      await writeFile(`${copy}/${LINKS_FILE}`, remaining.join('\n'));
    });
    await remove();
  });
}
