import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '@/scripts/setup/capabilities';
import { chooseProduct, setUpProduct } from '@/scripts/setup/product';
import { copy, expectChecked, expectUnitTests, linesWith, setUp } from '../support/product';
import { git, runCommand, runProjectScript } from '../support/product-copy';

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
    expect(read('README.md')).toMatch(/\n\n## Deploy\n\nTo deploy your product, import its repository/);
    expect(read('docs/deployment.md')).toMatch(/"ready": true`\.\n\nThese are the two variables of step 2:\n/);
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
      expect.stringMatching(/^The setup has already run\. What remains: npm run setup -- neon \[--database-url/),
    ]);
    expect(await runProjectScript(folder, 'scripts/setup.ts', '--name', 'Other')).toEqual([
      1,
      expect.stringMatching(/^The setup has already run\. What remains: npm run setup -- neon/),
    ]);
    const help = expect.stringMatching(/^Usage: npm run setup -- neon.*\n\nWith neon, .*\n\n {2}--database-url/);
    expect(await runProjectScript(folder, 'scripts/setup.ts', '--help')).toEqual([0, help]);
    // An adopter may write another README.
    writeFileSync(path.join(folder, 'README.md'), '# Acme Notes\n');
    await expectUnitTests(folder, 'about the code');
  });

  test('describes its options, and names what it can remove', async () => {
    const [code, output] = await runProjectScript(copy(), 'scripts/setup.ts', '--help');
    expect([code, output]).toEqual([0, expect.stringContaining(Object.keys(CAPABILITIES).join(', '))]);
    for (const option of ['name', 'description', 'color', 'remove', 'database-url', 'auth-url', 'app-url', 'session'])
      expect(output).toMatch(new RegExp(`^  --${option} +\\w`, 'm'));
  });

  test('changes nothing when files have uncommitted changes, or differ from the starter', async () => {
    const folder = copy();
    writeFileSync(path.join(folder, 'lib/site.ts'), '// Changed\n');
    const run = () => runProjectScript(folder, 'scripts/setup.ts', '--name', 'Acme', '--remove', 'organizations');
    expect(await run()).toEqual([1, 'Commit or discard your changes first.']);
    git(folder, 'commit', '--quiet', '--all', '--message', 'Change');
    expect(await run()).toEqual([1, expect.stringMatching(/^These files differ.*\nlib\/site\.ts: 0 places have: /)]);
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  test.each([
    [[], /^The product needs a name: --name NAME/],
    [['--name', 'Acme', '--color', 'beige'], /^Unknown value of --color: beige\. Choose from green, /],
    [['--name', 'Acme', '--remove', 'pages'], /^Unknown value of --remove: pages\. Choose from posts, organizations, /],
    [['--remove', 'pages'], /^The product needs a name: .*\nUnknown value of --remove: pages\. .*\nUsage: /],
  ])('without a terminal never waits: %j', async (args, message) => {
    expect(await runProjectScript(copy(), 'scripts/setup.ts', ...args)).toEqual([1, expect.stringMatching(message)]);
  });
});

describe('in a terminal, npm run setup', () => {
  test('has no questions while files have uncommitted changes', async () => {
    const folder = copy();
    writeFileSync(path.join(folder, 'lib/site.ts'), '// Changed\n');
    const choose = async () => expect.unreachable('asks');
    await expect(setUpProduct(folder, choose)).rejects.toThrow('Commit or discard your changes first.');
  });

  test('repeats a question after an invalid answer, and says what is valid', async () => {
    const answers = ['', 'Acme', 'Notes', 'teal', 'blue', 'blue', 'n'];
    const questions: string[] = [];
    const choices = await chooseProduct({}, async (question) => {
      questions.push(question);
      return answers.shift() ?? '';
    });
    const keep = `Keep ${CAPABILITIES.posts.title}? [Y/n] `;
    expect(questions.slice(0, 7)).toEqual([
      'Name of your product: ',
      'The product needs a name.\nName of your product: ',
      'What it is, in one sentence: ',
      expect.stringMatching(/^Color \(green, /),
      expect.stringMatching(/^Unknown color: teal\. Choose from green, .*\nColor \(green, /),
      keep,
      `Answer y or n.\n${keep}`,
    ]);
    expect(choices).toEqual({ name: 'Acme', description: 'Notes', color: 'blue', remove: ['posts'] });
  });

  test('rejects an invalid option before the first question', async () => {
    const choosing = chooseProduct({ color: 'teal' }, async () => expect.unreachable('asks'));
    await expect(choosing).rejects.toThrow('Unknown value of --color: teal. Choose from green, ');
  });

  test('asks for what is not given', async () => {
    const answers = ['Notes for teams', '', '', 'n', 'y', '', 'no'];
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

  test('does not ask for the JSON API when posts are removed', async () => {
    const questions: string[] = [];
    const choices = await chooseProduct({ name: 'Acme', description: '', color: 'green' }, async (question) => {
      questions.push(question);
      return /^Keep Posts/.test(question) ? 'n' : '';
    });
    expect(choices.remove).toEqual(['posts']);
    expect(questions).toHaveLength(Object.keys(CAPABILITIES).length - 1);
    expect(questions[0]).toContain('and its JSON API?');
  });
});
