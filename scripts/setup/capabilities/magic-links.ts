import type { Capability } from '../capability';

export const magicLinks: Capability = {
  title: 'Magic links: sign-in links by email',
  paths: ['app/auth/magic-link', 'lib/auth/magic-link.ts'],
  blocks: {
    'app/_notices/notices.ts': ["'link-opened-elsewhere'"],
    'app/account/sign-in-methods.ts': ["from '@/lib/auth/magic-link'"],
    'app/auth/_components/other-methods.tsx': ["from '@/lib/auth/magic-link'", '...(hasMagicLink'],
    'docs/accounts.md': ['| `/auth/magic-link` |'],
    'docs/decisions/0009-account-flows.md': ['- A magic link works', '## What would reverse it'],
    'docs/neon-auth.md': ['| `signIn.magicLink` | `/auth', '| `magicLink.verify` |'],
    'tests/attack/guessing.test.ts': ["['/auth/magic-link'"],
    'tests/browser/outages.spec.ts': ["path: '/auth/magic-link'"],
    'tests/browser/sign-in-methods.spec.ts': [
      "test('signing in with an emailed link returns",
      "test('a sign-in link opened in another browser",
      "test('a user signs in with an emailed link and returns",
    ],
    'tests/http/form-outages.test.ts': ["path: '/auth/magic-link'"],
    'tests/http/sign-in-round-trips.test.ts': ['survives a sign-in link'],
  },
  words: {
    '.env.example': [['google, github, vercel and magic-link', 'google, github and vercel']],
    'README.md': [[', email link', '']],
    'app/account/sign-in-methods.ts': [
      [
        "/** The methods that need only an email address. */\nconst EMAIL_METHODS = ['email code', ...(hasMagicLink ? ['email link'] : [])];\n\n",
        '',
      ],
      ['...EMAIL_METHODS]', "'email code']"],
    ],
    'app/auth/last-used-method.ts': [[", 'link'", '']],
    'docs/add-a-provider.md': [
      [
        `-const METHODS = ['google', 'github', 'vercel', 'magic-link'] as const;
+const METHODS = ['google', 'github', 'vercel', 'gitlab', 'magic-link'] as const;`,
        `-const METHODS = ['google', 'github', 'vercel'] as const;
+const METHODS = ['google', 'github', 'vercel', 'gitlab'] as const;`,
      ],
    ],
    'docs/configuration.md': [
      [
        '`google`, `github`, `vercel`, `magic-link`. Each adds a button or link.',
        '`google`, `github`, `vercel`. Each adds a button.',
      ],
      ['is `google,magic-link`.', 'is `google`.'],
    ],
    'docs/neon-auth.md': [
      [
        '| `jwks` |',
        '| `signIn.magicLink` | The app has no sign-in links. |\n| `magicLink.*` | Same as `signIn.magicLink`. |\n| `jwks` |',
      ],
    ],
    'lib/environment/parse.ts': [[", 'magic-link']", ']']],
    'scripts/dev.ts': [["'google,magic-link'", "'google'"]],
    'tests/attack/requests.test.ts': [["'magic-link', ", '']],
    'tests/browser/accessibility.spec.ts': [["'/auth/magic-link', ", '']],
    'tests/support/app-setup.ts': [['google,magic-link', 'google']],
    'tests/support/app.ts': [['google,magic-link', 'google']],
    'tests/unit/environment.test.ts': [
      ['Google, magic-link', 'Google, github'],
      ["'google', 'magic-link'", "'google', 'github'"],
    ],
  },
};
