import type { Part } from '../capability';

/** The variable of the sign-in methods that can be switched on: magic links and social sign-in. */
export const signInMethods: Part = {
  paths: [],
  blocks: {
    '.env.example': ['NEON_AUTH_METHODS='],
    'docs/configuration.md': ['| `NEON_AUTH_METHODS` |', 'the default of `NEON_AUTH_METHODS`'],
    'docs/deployment.md': ['| `NEON_AUTH_METHODS` |'],
    'lib/environment/parse.ts': ['const METHODS =', 'NEON_AUTH_METHODS: z', 'NEON_AUTH_METHODS: `a comma'],
    'scripts/dev.ts': ['const NEON_AUTH_METHODS'],
    'tests/support/app.ts': ['NEON_AUTH_METHODS:'],
    'tests/unit/env.test.ts': ["test('NEON_AUTH_METHODS is"],
    'tests/unit/environment.test.ts': ["NEON_AUTH_METHODS: '", "['NEON_AUTH_METHODS', 'gogle']"],
  },
  words: {
    'docs/deployment.md': [['`NEON_AUTH_METHODS` for Production and Preview, `APP_URL` and', '`APP_URL` and']],
    'scripts/dev.ts': [[', NEON_AUTH_METHODS }', ' }']],
    'tests/support/app-setup.ts': [
      ["{ ...original.neon.environment, NEON_AUTH_METHODS: 'google,magic-link' }", 'original.neon.environment'],
    ],
    'tests/unit/env.test.ts': [
      ["'NEON_AUTH_METHODS', 'VERCEL'", "'VERCEL'"],
      ['...COMPLETE, NEON_AUTH_METHODS: [], TRUSTED', '...COMPLETE, TRUSTED'],
    ],
    'tests/unit/environment.test.ts': [["NEON_AUTH_METHODS: ['google', 'magic-link'], ", '']],
  },
};

/** Neon Auth's public keys, which verify webhooks and the JWTs of the JSON API. */
export const publicKeys: Part = {
  paths: [],
  blocks: {
    'lib/limits.ts': ['jwks: 3_000'],
  },
  words: {
    'docs/dependencies.md': [
      ['| `jose` | verifies JWTs and webhook signatures |\n', ''],
      ['| `vitest`, `fast-check` |', '| `jose` | tests of session caches and JWTs |\n| `vitest`, `fast-check` |'],
    ],
    'docs/neon-auth.md': [['`/.well-known/jwks.json` (`lib/auth/jwks.ts`).', '`/.well-known/jwks.json`.']],
    'package.json': [
      ['    "jose": "6.2.5",\n', ''],
      ['    "get-nonce": "1.0.1",\n', '    "get-nonce": "1.0.1",\n    "jose": "6.2.5",\n'],
    ],
  },
};

/** The links of the header: to posts and organizations. */
export const headerPages: Part = {
  paths: [],
  blocks: { 'lib/site.ts': ['export const HEADER_PAGES'] },
  words: {
    'app/_components/site-header.tsx': [
      ['{ HEADER_PAGES, SITE_NAME }', '{ SITE_NAME }'],
      ["import { NavLink } from './nav-link';\n", ''],
      [
        `          <>
            <span>
              {HEADER_PAGES.map((page) => (
                <NavLink key={page.path} {...page} className="button-quiet" />
              ))}
            </span>
            <a href="/posts/new" className="button px-4">
              New post
            </a>
            <AccountMenu user={user} theme={theme} />
          </>
`,
        '          <AccountMenu user={user} theme={theme} />\n',
      ],
    ],
    'app/globals.css': [
      [
        `  .site-header nav > span {
    @apply mr-auto flex max-sm:hidden;
  }

`,
        '',
      ],
      ['before:bg-primary max-sm:mr-auto sm:mr-4;', 'before:bg-primary mr-auto;'],
    ],
  },
};

/** A user whose name the pages of posts, organizations and users show. */
export const member: Part = {
  paths: [],
  blocks: { 'tests/http/visible-text.test.ts': ['const member ='] },
  words: {},
};

/** Texts of several lines, and searches. */
export const longTexts: Part = {
  paths: [],
  blocks: {
    'lib/text/schema.ts': ['export function visibleText', 'const MAX_SEARCH', 'export function searchQuery'],
    'lib/text/visible.ts': ['const LINE_BREAK', 'export function toLines'],
    'tests/browser/accessibility.spec.ts': ['const longText ='],
  },
  words: { 'lib/text/schema.ts': [['toLine, toLines, toVisibleLine }', 'toLine }']] },
};

/** Where the SDK and webhooks are used without a method of the server. */
export const elsewhere: Part = { paths: [], blocks: { 'docs/neon-auth.md': ['## Elsewhere'] }, words: {} };

/** What `npm run dev` does with local Neon and posts. */
export const developmentOfPosts: Part = {
  paths: [],
  blocks: {},
  words: {
    'docs/commands.md': [
      [
        'Starts local Neon, applies migrations, adds sample posts, and runs `next dev` on <http://localhost:3000> (`PORT`). Then the terminal shows each email in one line. With your own Neon variables set, it starts only `next dev`.',
        'Runs `next dev` on <http://localhost:3000> (`PORT`).',
      ],
    ],
  },
};
