import type { Capability } from '../capability';

export const socialSignIn: Capability = {
  title: 'Social sign-in: Google, GitHub, Vercel',
  paths: [
    '.claude/skills/add-a-provider',
    'app/auth/_components/icons',
    'app/auth/_components/provider-buttons.tsx',
    'app/auth/_components/provider-icon.tsx',
    'app/auth/provider',
    'docs/add-a-provider.md',
    'lib/auth/providers.ts',
  ],
  blocks: {
    'app/_notices/notices.ts': ["from '../auth/provider/notices'", '...PROVIDER_NOTICES'],
    'app/account/sign-in-methods.ts': ["from '@/lib/auth/providers'"],
    'app/auth/_components/other-methods.tsx': [
      "from '@/lib/auth/providers'",
      "from './provider-buttons'",
      '<ProviderButtons',
    ],
    'app/auth/last-used-method.ts': ["from '@/lib/auth/providers'"],
    'app/auth/sign-up/page.tsx': ["from '../_components/other-methods'", '<OtherMethods'],
    'docs/README.md': ['- [Add a sign-in provider]'],
    'docs/deployment.md': ['- [ ] Google, GitHub and Vercel'],
    'docs/neon-auth.md': ['| `signIn.social` | `/auth'],
    'lib/auth/input.ts': ['export const SignInWithProvider'],
    'proxy.ts': ["from './lib/auth/providers'"],
    'tests/browser/appearance.spec.ts': ["a provider's button shows its icon"],
    'tests/browser/outages.spec.ts': ["button: 'Continue with Google'"],
    'tests/browser/sign-in-methods.spec.ts': [
      "test('signing in with Google twice",
      "test('cancelling at Google",
      "test('a user signs in with Google",
    ],
    'tests/http/form-outages.test.ts': ["button: 'Continue with Google'"],
    'tests/http/sign-in-round-trips.test.ts': ["describe('a provider that refuses'"],
  },
  words: {
    '.env.example': [
      [
        'sign-in methods configured in Neon Auth, of google, github, vercel and magic-link',
        'magic-link, if it is configured in Neon Auth',
      ],
    ],
    'AGENTS.md': [['| new table, setting, provider |', '| new table, setting |']],
    'README.md': [[', Google, GitHub and Vercel;', ';']],
    'app/account/sign-in-methods.ts': [
      [
        "accounts.map(({ providerId }) => (providerId === 'credential' ? 'Password' : providerName(providerId)))",
        "accounts.some(({ providerId }) => providerId === 'credential') ? ['Password'] : []",
      ],
    ],
    'app/auth/_components/other-methods.tsx': [
      ['{ next, hasEmail = false }: { next: string; hasEmail?: boolean }', '{ next }: { next: string }'],
      [
        `  const methods = hasEmail ? EMAIL_METHODS : [];
  if (providers.length + methods.length === 0) return null;
`,
        '',
      ],
      ['{methods.map', '{EMAIL_METHODS.map'],
    ],
    'app/auth/last-used-method.ts': [
      [', ...providers.map(({ id }) => id)', ''],
      ['signed in last: a method or the id of a provider.', 'signed in last.'],
    ],
    'app/auth/sign-in/page.tsx': [[' hasEmail />', ' />']],
    'compose.yaml': [["Emails and provider pages can't be opened", "Emails can't be opened"]],
    'docs/accounts.md': [
      ['Email and password, or a provider in `NEON_AUTH_METHODS`.', 'Email and password.'],
      [
        'for changing\nan email address, or for connecting a provider to an account.',
        'or for changing\nan email address.',
      ],
    ],
    'docs/configuration.md': [
      [
        'Comma-separated sign-in methods that are configured in Neon Auth: `google`, `github`, `vercel`, `magic-link`. Each adds a button or link.',
        '`magic-link`, if it is configured in Neon Auth. It adds a link.',
      ],
      ['is `google,magic-link`.', 'is `magic-link`.'],
    ],
    'docs/decisions/0011-auth-allowlist.md': [
      [
        "app's origin. The policy allows forms to redirect to configured sign-in providers, because Chromium applies\n  `form-action` to redirects.",
        "app's origin.",
      ],
    ],
    'docs/neon-auth.md': [
      ['| `jwks` |', '| `signIn.social` | The app has no providers. |\n| `jwks` |'],
      ["Returns a provider's tokens. The app uses providers only to sign users in.", 'Same as `signIn.social`.'],
    ],
    'lib/environment/parse.ts': [["'google', 'github', 'vercel', 'magic-link'", "'magic-link'"]],
    'lib/http/security-headers.ts': [
      ['\n * @param formTargets origins that a form may redirect to: sign-in providers', ''],
      ['nonce: string, formTargets: string[]', 'nonce: string'],
      [`\${["'self'", ...formTargets].join(' ')}`, "'self'"],
    ],
    'proxy.ts': [['(nonce, signInOrigins)', '(nonce)']],
    'scripts/dev.ts': [["'google,magic-link'", "'magic-link'"]],
    'tests/attack/requests.test.ts': [[", 'provider']", ']']],
    'tests/support/app-setup.ts': [['google,magic-link', 'magic-link']],
    'tests/support/app.ts': [['google,magic-link', 'magic-link']],
    'tests/unit/content-security-policy.test.ts': [["('abc', [])", "('abc')"]],
    'tests/unit/env.test.ts': [
      ["' google,github ,'", "' magic-link ,'"],
      ["['google', 'github']", "['magic-link']"],
    ],
    'tests/unit/environment.test.ts': [
      ['"Google, magic-link"', '"Magic-link,"'],
      ["['google', 'magic-link']", "['magic-link']"],
    ],
  },
};
