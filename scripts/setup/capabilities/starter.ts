import type { Part } from '../capability';
import { COLORS } from '../colors';
import type { Product } from '../look';

/** Turns the starter into a product: its name, and without this setup and its tests. */
export function starter({ name, description, color }: Product): Part {
  const slug = slugOf(name);
  return {
    paths: [
      'app/_components/landing.tsx',
      'docs/decisions/0022-setup.md',
      'docs/screenshot.png',
      'scripts/setup/capabilities',
      'scripts/setup/capability.ts',
      'scripts/setup/colors.ts',
      'scripts/setup/icons.ts',
      'scripts/setup/orphans.ts',
      'scripts/setup/product.ts',
      'scripts/setup/references.ts',
      'scripts/setup/look.ts',
      'scripts/setup/text.ts',
      'scripts/setup/without-local',
      'tests/http/capabilities.test.ts',
      'tests/setup',
      'tests/support/adopter-page.ts',
      'tests/support/product-copy.ts',
      'tests/support/product.ts',
      'tests/unit/setup-text.test.ts',
      'tests/unit/setup-capabilities.test.ts',
    ],
    blocks: {
      '.github/workflows/ci.yml': ['  setup:'],
      'README.md': ['![The landing page and', '## Make it yours', '[![Deploy with Vercel]'],
      'docs/deployment.md': ['To try the starter, use the deploy button'],
      'docs/commands.md': ['| `npm run setup` |', '| `npm run test:setup` |'],
      'docs/decisions/README.md': ['(0022-setup.md)'],
      'package.json': ['"test:setup"'],
      'docs/testing.md': ['| `tests/setup/` |', '| `setup-capabilities.test.ts` |'],
      'scripts/setup.ts': ["from './setup/product'", 'const given = parse('],
      'vitest.config.ts': ["kind('setup'", 'const SLOW ='],
      'tests/browser/appearance.spec.ts': ['the landing page shows the sample posts in both themes'],
      'tests/support/build.ts': [
        "from '../../scripts/setup/capabilities'",
        "from '../../scripts/setup/capability'",
        'landing-page.tsx',
        'removeParts(folder',
      ],
    },
    words: {
      '.ci/run': [
        [', the tests of the setup, then', ', then'],
        ['npm run test:setup\n', ''],
      ],
      'AGENTS.md': [['A Next.js App Router starter on', `${name}: a Next.js App Router app on`]],
      'README.md': [
        [
          '# Neon Starter\n\nA Next.js App Router starter on **Neon Auth**',
          `# ${name}\n\n${description}.\n\nA Next.js App Router app on **Neon Auth**`,
        ],
        [
          'To try the starter, use the button: replace `OWNER` and `REPOSITORY` in its link with your copy of this repository. It creates a Neon\ndatabase, and asks for a cookie secret and the number of proxies.\n\n',
          '',
        ],
      ],
      'app/opengraph-image/route.tsx': [[COLORS.green.card, COLORS[color].card]],
      'lib/site.ts': [
        ["'Neon Starter'", JSON.stringify(name)],
        [
          "'A Next.js starter on Neon Auth and Drizzle: sign up, write and browse posts.'",
          JSON.stringify(`${description}.`),
        ],
        ['example/neon-next-starter', `example/${slug}`],
      ],
      'package.json': [['"neon-next-starter"', `"${slug}"`]],
      'package-lock.json': [
        ['{\n  "name": "neon-next-starter"', `{\n  "name": "${slug}"`],
        ['{\n      "name": "neon-next-starter"', `{\n      "name": "${slug}"`],
      ],
      'docs/replace-local-neon.md': [
        [
          ' To delete local Neon, with the tests that need it, run\n`npm run setup -- --remove local` before your first change.',
          '',
        ],
      ],
      'docs/commands.md': [['`npm ci`, `npm test` and `npm run test:setup`, then', '`npm ci` and `npm test`, then']],
      'CONTRIBUTING.md': [['if users of the starter will notice', 'if users will notice']],
      'scripts/setup.ts': [
        [`\${PRODUCT_USAGE}\\n       npm`, 'npm'],
        [`\${PRODUCT_HELP}\n\n`, ''],
        [
          "return setUpProduct('.', () => chooseProduct(given, askInTerminal()));",
          `throw new Error(\`The setup has already run. What remains: \${USAGE}\`);`,
        ],
      ],
      'tests/browser/components.spec.ts': [['without-capabilities', 'with-test-routes']],
      'tests/http/sdk.test.ts': [['without-capabilities', 'with-test-routes']],
      'tests/run.ts': [
        ['[product, withoutCapabilities] =', '[product, withTestRoutes] ='],
        ["build('without-capabilities')", "build('with-test-routes')"],
        ['\n  withoutCapabilities,\n', '\n  withTestRoutes,\n'],
        [
          "'Browser tests', [product.title, withoutCapabilities.title]",
          "'Browser tests', [product.title, withTestRoutes.title]",
        ],
        ["'http', [product.title, withoutCapabilities.title]", "'http', [product.title, withTestRoutes.title]"],
      ],
      'tests/support/build.ts': [
        ["'scripts/setup', 'tests/support/build.ts'", "'tests/support/build.ts'"],
        ['  // It also has what tests add, because a build takes long.\n', ''],
        ["'without-capabilities': async", "'with-test-routes': async"],
      ],
    },
  };
}

/** Returns a package name, such as `acme-notes`. */
function slugOf(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'app';
}
