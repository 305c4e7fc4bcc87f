import type { Part } from '../capability';

/** The variable of the sign-in methods that can be switched on: magic links and social sign-in. */
export const signInMethods: Part = {
  paths: [],
  blocks: {
    '.env.example': ['NEON_AUTH_METHODS='],
    'docs/configuration.md': ['| `NEON_AUTH_METHODS` |', 'the default of `NEON_AUTH_METHODS`'],
    'lib/environment/parse.ts': ['const METHODS =', 'NEON_AUTH_METHODS: z', 'NEON_AUTH_METHODS: `a comma'],
    'scripts/dev.ts': ['const NEON_AUTH_METHODS'],
    'tests/support/app.ts': ['NEON_AUTH_METHODS:'],
    'tests/unit/env.test.ts': ["test('NEON_AUTH_METHODS is"],
    'tests/unit/environment.test.ts': ["NEON_AUTH_METHODS: '", "['NEON_AUTH_METHODS', 'gogle']"],
  },
  words: {
    'docs/deployment.md': [['`APP_URL`, `NEON_AUTH_METHODS` and', '`APP_URL` and']],
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
