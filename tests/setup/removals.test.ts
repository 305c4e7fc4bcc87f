import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALL, CAPABILITIES, type CapabilityName, partsOf } from '@/scripts/setup/capabilities';
import { starter } from '@/scripts/setup/capabilities/starter';
import { removeParts } from '@/scripts/setup/capability';
import { copy, expectChecked, expectUnitTests, linesWith, setUp } from '../support/product';
import { git, runCommand } from '../support/product-copy';

/** Words that must not be left, for each capability. */
const WORDS: Record<CapabilityName, RegExp> = {
  posts:
    /(?<![Ff]orm )\b[Pp]osts?\b(?!\()|\bpost_|[Pp]osts?[A-Z]|[a-z]Posts?\b|\bPOSTS|readPublic|isSignedInSql|Hello from Neon|linkify|\b[Dd]rafts?\b|db:seed/,
  organizations: /organi[sz]ation|invitation|sole.?owner/i,
  admin: /\/admin\b|isAdmin|isForAdmins|requireAdmin|npm run admin|administrat/i,
  webhooks: /webhook/i,
  'magic-links': /magic-?link/i,
  'social-sign-in': /google|social|gitlab|(?<!email )provider(?!Id)/i,
  'json-api':
    /\/api\/posts|json.?api|api\.md|(api|create) token|bearer|from.?jwt|if-match|idempotency-key|withActor|crossOriginRoute/i,
  local:
    /local neon|\blocal\/|neon.local|mailbox|pglite|playwright|npm run (neon|preview|bench)|test:(integration|local|http|attack|e2e|parity)/i,
};
/** Words of what capabilities share. */
const SHARED_WORDS = /NEON_AUTH_METHODS|lib\/auth\/jwks/;

/** The exports of app/ and lib/ that nothing uses, and no recipe. */
function unusedExports(folder: string): string[] {
  const files = git(folder, 'ls-files', 'app', 'docs', 'lib', 'scripts', 'tests', 'proxy.ts', 'instrumentation.ts');
  const sources = new Map(
    files
      .trim()
      .split('\n')
      .filter((file) => /\.(tsx?|md)$/.test(file))
      .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  );
  const words = [...sources].map(([file, source]) => [file, new Set(source.match(/\w+/g))] as const);
  return [...sources].flatMap(([file, source]) =>
    /^(app|lib)\//.test(file)
      ? [...source.matchAll(/^export (?:async )?(?:const|function|interface|type) (\w+)/gm)]
          .map(([, name = '']) => name)
          .filter((name) => !words.some(([other, found]) => other !== file && found.has(name)))
          .filter((name) => source.match(new RegExp(`\\b${name}\\b`, 'g'))?.length === 1)
          .map((name) => `${file}: ${name}`)
      : [],
  );
}

describe('npm run setup -- --remove', () => {
  const before = unusedExports('.');
  test.each(ALL)('removes %s without a trace', async (name) => {
    const folder = await setUp('--remove', name);
    await expectChecked(folder);
    expect(linesWith(folder, WORDS[name])).toEqual([]);
    expect(unusedExports(folder).filter((line) => !before.includes(line))).toEqual([]);
    await expectUnitTests(folder, 'about the code');
    if (!CAPABILITIES[name].table) return;
    expect(await runCommand(folder, 'drizzle-kit', 'check')).toEqual([0, expect.stringContaining("Everything's fine")]);
    expect(await runCommand(folder, 'drizzle-kit', 'generate')).toEqual([
      0,
      expect.stringContaining('No schema changes'),
    ]);
  });

  test('removes all capabilities at once, and every unit test that is left passes', async () => {
    const folder = await setUp('--remove', ALL.join(','));
    await expectChecked(folder);
    for (const words of [...Object.values(WORDS), SHARED_WORDS]) expect(linesWith(folder, words)).toEqual([]);
    expect(unusedExports(folder).filter((line) => !before.includes(line))).toEqual([]);
    await expectUnitTests(folder, 'all');
  });

  // Posts are in texts of most others, so their edits could exclude each other.
  test.each(ALL.filter((name) => name !== 'posts'))('removes posts together with %s', async (name) => {
    const folder = await setUp('--remove', `${name},posts`);
    await expectChecked(folder);
    expect([...linesWith(folder, WORDS[name]), ...linesWith(folder, WORDS.posts)]).toEqual([]);
    expect(unusedExports(folder).filter((line) => !before.includes(line))).toEqual([]);
    await expectUnitTests(folder, 'about the code');
  });

  test('removes any two capabilities without a trace', () => {
    const folder = copy();
    // The setup replaces it.
    rmSync(path.join(folder, 'CHANGELOG.md'));
    git(folder, 'commit', '--quiet', '--all', '--message', 'Remove');
    const setup = starter({ name: 'Acme Notes', description: 'Notes for teams', color: 'blue' });
    for (const pair of ALL.flatMap((one, index) => ALL.slice(index + 1).map((other) => [one, other] as const))) {
      removeParts(folder, [...partsOf([...pair]), setup]);
      git(folder, 'add', '--all');
      const left = pair.flatMap((name) => linesWith(folder, WORDS[name]));
      // Biome removes unused imports.
      expect([pair, left.filter((line) => !/: (import |\} from )/.test(line))]).toEqual([pair, []]);
      git(folder, 'reset', '--quiet', '--hard');
    }
  });
});
