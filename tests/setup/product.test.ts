import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ALL, CAPABILITIES, partsOf } from '@/scripts/setup/capabilities';
import { starter } from '@/scripts/setup/capabilities/starter';
import { removeParts } from '@/scripts/setup/capability';
import { chooseProduct } from '@/scripts/setup/product';
import { copyProject, git, runCommand, runProjectScript } from '../support/product-copy';

/** Words that must not be left, for each capability. */
const WORDS: Record<keyof typeof CAPABILITIES, RegExp> = {
  organizations: /organi[sz]ation|invitation|sole.?owner/i,
  admin: /\/admin\b|isAdmin|isForAdmins|requireAdmin|npm run admin|administrat/i,
  webhooks: /webhook/i,
  'magic-links': /magic-?link/i,
  'social-sign-in': /google|social|gitlab|(?<!email )provider(?!Id)/i,
  'json-api':
    /\/api\/posts|json.?api|api\.md|api token|bearer|from.?jwt|if-match|idempotency-key|withActor|crossOriginRoute/i,
  local:
    /local neon|\blocal\/|neon.local|mailbox|pglite|playwright|npm run (neon|preview|bench)|test:(integration|local|http|attack|e2e|parity)/i,
};
/** Words of what capabilities share. */
const SHARED_WORDS = /NEON_AUTH_METHODS|lib\/auth\/jwks/;
/** What Neon offers, whether the app uses it or not: local Neon, and the documents and tests about the SDK. */
const NEONS_OWN =
  /^(local\/|tests\/contract\/|tests\/attack\/auth-api|tests\/http\/sdk|tests\/unit\/neon-auth-methods|tests\/browser\/local-neon|docs\/neon-auth\.md|scripts\/doctor|package-lock\.json)/;
/** Texts about Neon's administrators, the Neon CLI and browsers. */
const OTHER_USES = /ask an administrator|oauth-provider|google.chrome|Google\\\\Chrome/i;

const copies: string[] = [];
afterEach(() => {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true });
});
function copy(): string {
  const folder = copyProject();
  copies.push(folder);
  return folder;
}

/** Runs `npm run setup` in a copy with options. @returns the copy */
async function setUp(...options: string[]): Promise<string> {
  const folder = copy();
  expect(await runProjectScript(folder, 'scripts/setup.ts', '--name', 'Acme Notes', ...options)).toEqual([
    0,
    expect.stringContaining('Acme Notes is ready'),
  ]);
  return folder;
}

/** The lines of a copy's files that match, outside of what is Neon's own. */
function linesWith(folder: string, words: RegExp): string[] {
  const files = git(folder, 'ls-files').trim().split('\n');
  return files
    .filter((file) => !NEONS_OWN.test(file) && !/\.(png|ico)$/.test(file))
    .flatMap((file) => {
      const lines = [file, ...readFileSync(path.join(folder, file), 'utf8').split('\n')];
      return lines.filter((line) => words.test(line) && !OTHER_USES.test(line)).map((line) => `${file}: ${line}`);
    });
}

/** The exports of app/ and lib/ that nothing uses. */
function unusedExports(folder: string): string[] {
  const files = git(folder, 'ls-files', 'app', 'lib', 'scripts', 'tests', 'proxy.ts', 'instrumentation.ts');
  const sources = new Map(
    files
      .trim()
      .split('\n')
      .filter((file) => /\.tsx?$/.test(file))
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

async function expectChecked(folder: string): Promise<void> {
  expect(await runCommand(folder, 'next', 'typegen')).toEqual([0, expect.anything()]);
  expect(await runCommand(folder, 'tsc', '--noEmit')).toEqual([0, '']);
}

/** The unit tests about the code and the documents. The others test functions, which a removal doesn't change. */
const ABOUT_THE_CODE = [
  ...['code-blocks', 'dependencies', 'design-tokens', 'imports', 'lockfile', 'neon-auth-methods', 'next-config'],
  ...['readme', 'security-promises', 'structure', 'voice'],
].map((name) => `tests/unit/${name}.test.ts`);

describe('npm run setup', () => {
  test('makes a product: renamed, recolored, without the setup, formatted, in a commit', async () => {
    const folder = await setUp('--description', 'Notes for teams.', '--color', 'blue');
    expect(git(folder, 'status', '--porcelain')).toBe('');
    expect(git(folder, 'log', '-1', '--format=%s').trim()).toBe('Start Acme Notes');
    await expectChecked(folder);
    expect(await runCommand(folder, 'biome', 'check')).toEqual([0, expect.stringContaining('No fixes applied')]);

    // The license keeps its copyright line, as it requires.
    const named = linesWith(folder, /neon[- ](next-)?starter|PRODUCT_|without-capabilities/i);
    expect(named).toEqual([expect.stringMatching(/^LICENSE: Copyright/)]);
    const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
    expect(read('README.md')).toMatch(/^# Acme Notes\n\nNotes for teams\.\n/);
    expect(JSON.parse(read('package.json')).name).toBe('acme-notes');
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({
      name: 'acme-notes',
      packages: { '': { name: 'acme-notes' } },
    });
    expect(read('lib/site.ts')).toContain("SITE_NAME = 'Acme Notes'");
    expect(read('app/icon.svg')).toMatch(/<title>Acme Notes<.*>A<\/text>/);
    expect(read('app/globals.css')).toContain('--primary: light-dark(oklch(0.45 0.105 255)');
    expect(read('app/globals.css')).not.toMatch(/ 16\d\)/);
    expect(readFileSync(path.join(folder, 'app/apple-icon.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(existsSync(path.join(folder, 'scripts/setup/capabilities'))).toBe(false);

    expect(await runProjectScript(folder, 'scripts/setup.ts')).toEqual([
      1,
      expect.stringMatching(/^Usage: npm run setup -- neon/),
    ]);
    // An adopter may write another README.
    writeFileSync(path.join(folder, 'README.md'), '# Acme Notes\n');
    expect(await runCommand(folder, 'vitest', 'run', '--project', 'unit', ...ABOUT_THE_CODE)).toEqual([
      0,
      expect.anything(),
    ]);
  });

  const before = unusedExports('.');
  test.each(ALL)('removes %s without a trace', async (name) => {
    const folder = await setUp('--remove', name);
    await expectChecked(folder);
    expect(linesWith(folder, WORDS[name])).toEqual([]);
    expect(unusedExports(folder).filter((line) => !before.includes(line))).toEqual([]);
    expect(await runCommand(folder, 'vitest', 'run', '--project', 'unit', ...ABOUT_THE_CODE)).toEqual([
      0,
      expect.anything(),
    ]);
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
    expect(await runCommand(folder, 'vitest', 'run', '--project', 'unit')).toEqual([0, expect.anything()]);
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

  test('changes nothing when files have uncommitted changes, or differ from the starter', async () => {
    const folder = copy();
    writeFileSync(path.join(folder, 'lib/site.ts'), '// Changed\n');
    const run = () => runProjectScript(folder, 'scripts/setup.ts', '--name', 'Acme', '--remove', 'organizations');
    expect(await run()).toEqual([1, 'Commit or discard your changes first.']);
    git(folder, 'commit', '--quiet', '--all', '--message', 'Change');
    expect(await run()).toEqual([1, expect.stringMatching(/^These files differ.*\nlib\/site\.ts: 0 lines have: /)]);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  test.each([
    [[], /^The product needs a name: --name NAME/],
    [['--name', 'Acme', '--color', 'beige'], /^Unknown value of --color: beige\. Choose from green, /],
    [['--name', 'Acme', '--remove', 'pages'], /^Unknown value of --remove: pages\. Choose from organizations, /],
  ])('without a terminal never waits: %j', async (args, message) => {
    expect(await runProjectScript('.', 'scripts/setup.ts', ...args)).toEqual([1, expect.stringMatching(message)]);
  });
});

describe('in a terminal, npm run setup', () => {
  test('asks for what is not given', async () => {
    const answers = ['Notes for teams', '', 'n', 'y', '', 'no'];
    const questions: string[] = [];
    const choices = await chooseProduct({ name: 'Acme Notes' }, async (question) => {
      questions.push(question);
      return answers.shift() ?? '';
    });
    expect(questions).toHaveLength(2 + Object.keys(CAPABILITIES).length);
    expect(choices).toEqual({
      name: 'Acme Notes',
      description: 'Notes for teams',
      color: 'green',
      remove: ['organizations', 'magic-links'],
    });
  });
});
