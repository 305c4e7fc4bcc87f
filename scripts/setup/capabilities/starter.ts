import type { Capability } from '../capability';

/** What only the starter needs, not a product made of it: this setup and its tests. It is always removed. */
export const STARTER: Capability = {
  title: 'The setup',
  paths: [
    'docs/screenshot.png',
    'scripts/setup/capabilities',
    'scripts/setup/capability.ts',
    'scripts/setup/colors.ts',
    'scripts/setup/icons.ts',
    'scripts/setup/orphans.ts',
    'scripts/setup/product.ts',
    'scripts/setup/rename.ts',
    'scripts/setup/text.ts',
    'tests/http/capabilities.test.ts',
    'tests/integration/adopter-pages.test.ts',
    'tests/integration/product.test.ts',
    'tests/support/adopter-page.ts',
    'tests/support/product-copy.ts',
    'tests/unit/setup-text.test.ts',
    'tests/unit/setup-capabilities.test.ts',
  ],
  blocks: {
    'README.md': ['![The list of published posts', '## Make it yours'],
    'docs/commands.md': ['| `npm run setup` |'],
    'scripts/setup.ts': ["from './setup/product'", '...PRODUCT_OPTIONS', 'positionals.length === 0'],
    'tests/browser/appearance.spec.ts': ['the landing page shows the sample posts in both themes'],
    'tests/support/build.ts': [
      "from '../../scripts/setup/capabilities'",
      "from '../../scripts/setup/capability'",
      'removeCapabilities(folder',
    ],
  },
  words: {
    'CONTRIBUTING.md': [['if users of the starter will notice', 'if users will notice']],
    'scripts/setup.ts': [[`\${PRODUCT_USAGE}\\n       npm`, 'npm']],
    'tests/browser/components.spec.ts': [['without-capabilities', 'with-test-routes']],
    'tests/http/sdk.test.ts': [['without-capabilities', 'with-test-routes']],
    'tests/run.ts': [
      ['withoutProxy, withoutCapabilities, standalone', 'withoutProxy, withTestRoutes, standalone'],
      ["  build('without-capabilities'),\n", "  build('with-test-routes'),\n"],
      ['\n  withoutCapabilities,\n', '\n  withTestRoutes,\n'],
      ['product.title, withoutCapabilities.title])', 'product.title, withTestRoutes.title])'],
      [
        'product.title, withoutCapabilities.title, standalone.title',
        'product.title, withTestRoutes.title, standalone.title',
      ],
    ],
    'tests/support/build.ts': [
      ["'scripts/setup', 'tests/support/build.ts'", "'tests/support/build.ts'"],
      ['  // It also has what tests add, because a build takes long.\n', ''],
      ["'without-capabilities': async", "'with-test-routes': async"],
    ],
  },
};
