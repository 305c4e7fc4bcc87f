import type { Capability } from '../capability';

export const jsonApi: Capability = {
  title: 'JSON API: posts for scripts, with tokens',
  paths: [
    'app/api/posts',
    'docs/api.md',
    'tests/http/api-authorization.test.ts',
    'tests/http/api-cost.test.ts',
    'tests/http/api-examples.test.ts',
    'tests/http/api-faults.test.ts',
    'tests/http/api.test.ts',
    'tests/http/cross-origin-api.test.ts',
    'tests/integration/bearer.test.ts',
    'tests/unit/curl-examples.test.ts',
    'tests/unit/if-match.test.ts',
    'tests/unit/posts-json.test.ts',
  ],
  blocks: {
    'README.md': ['| JSON API |', '- [API](docs/api.md)'],
    'app/account/actions.ts': ['export const createToken'],
    'app/account/page.tsx': ["from './_components/token'", '<Section title="API">'],
    'app/api/auth/[...path]/allowlist.ts': ["'/api/auth/token'"],
    'app/api/auth/[...path]/forward.ts': ['const isJwt'],
    'docs/README.md': ['- [API](api.md)'],
    'docs/add-a-table.md': ['## 4. API'],
    'docs/another-content-type.md': ['## 4. Add it to the JSON API'],
    'docs/decisions/0004-database-authorization.md': ['- A JWT identifies'],
    'docs/neon-auth.md': ['| `token` | `/account`'],
    'docs/security.md': [
      '| A JWT ends with',
      '| A session cookie sent from another site changes nothing through the API.',
      '- **A JWT for the API',
    ],
    'docs/speed.md': ['| JSON `/api/posts` |', '| `/api/posts` |'],
    'lib/api/responses.ts': ['export const UNAUTHORIZED'],
    'lib/db/as-user.ts': ['static fromJwt'],
    'lib/limits.ts': ['json: 1_500_000'],
    'tests/attack/fuzz.test.ts': ["'if-match',", "'idempotency-key',"],
    'tests/attack/headers.test.ts': ["'/api/posts',"],
    'tests/attack/reading.test.ts': ["of ['/api/posts'"],
    'tests/attack/requests.test.ts': [
      'with a session cookie from another origin are rejected by the API',
      "'/api/posts',",
      'cannot set fields outside the schema',
    ],
    'tests/attack/sessions.test.ts': ["'/api/posts', cookies"],
    'tests/bench/cpu.ts': ['const api ='],
    'tests/browser/account.spec.ts': ['a token from the account page'],
    'tests/browser/outages.spec.ts': ["section('API')"],
    'tests/http/bad-input.test.ts': ["'/api/posts/1/x'"],
    'tests/http/form-outages.test.ts': ["button: 'Create token'"],
    'tests/http/origins.test.ts': ["'/api/posts', headers", 'the API rejects writes from any other origin'],
    'tests/http/other-user.test.ts': ["'an API token'"],
    'tests/http/session-proof.test.ts': ["'/api/posts', forged", "'/api/posts', unproven"],
    'tests/http/session.test.ts': ['/api/posts`, cookies'],
  },
  words: {
    '.claude/skills/add-a-table/SKILL.md': [['a page with forms, an API and tests', 'a page with forms, and tests']],
    'AGENTS.md': [[', and `withActor()` from `lib/api/with-actor.ts`.', '.']],
    'README.md': [['sessions, API token, account', 'sessions, account']],
    'app/account/page.tsx': [['createToken, ', '']],
    'app/api/auth/[...path]/forward.ts': [
      ['toResponse(response, pathname)', 'toResponse(response)'],
      ['response: Response, pathname: string', 'response: Response'],
      ['isJwt ? json : withoutToken(json)', 'withoutToken(json)'],
    ],
    'docs/README.md': [['policy, page, form, API and tests', 'policy, page, form and tests']],
    'docs/accounts.md': [['sessions, API token, account', 'sessions, account']],
    'docs/add-a-table.md': [
      ['a page with forms, an API and tests', 'a page with forms, and tests'],
      ['## 5. Tests', '## 4. Tests'],
      [
        'the page and the API, copy a test of\n`tests/http/bad-input.test.ts` or `tests/http/api.test.ts`:',
        'the page, copy a test of\n`tests/http/bad-input.test.ts`:',
      ],
    ],
    'docs/decisions/0003-session-token.md': [['Posts, forms and the API check', 'Posts and forms check']],
    'docs/decisions/0011-auth-allowlist.md': [['call five endpoints', 'call four endpoints']],
    'docs/dependencies.md': [['verifies JWTs and webhook signatures', 'verifies webhook signatures']],
    'docs/neon-auth.md': [['| `jwks` |', '| `token` | Returns a JWT. The app accepts none. |\n| `jwks` |']],
    'docs/another-content-type.md': [
      ['## 5. Test', '## 4. Test'],
      [
        ', `npm run test:integration -- notes` and `npm run test:http -- api`.',
        ' and `npm run test:integration -- notes`.',
      ],
    ],
    'docs/security.md': [
      ['call five Neon Auth', 'call four Neon Auth'],
      ['among the five.', 'among the four.'],
      ['Repeated fields and JSON prototypes have no effect.', 'Repeated fields have no effect.'],
      ['but never for posts, forms or the API', 'but never for posts or forms'],
    ],
    'docs/testing.md': [['The API, authorization, session', 'Authorization, session']],
    'lib/api/responses.ts': [
      [
        "Another site can't use the session cookie to change data. Scripts can send a token: Authorization: Bearer <token>.",
        "Another site can't use the session cookie to change data.",
      ],
    ],
    'lib/api/route.ts': [
      ["import { MAX_BYTES } from '../limits';\n", ''],
      ['maxBytes: number = MAX_BYTES.json', 'maxBytes: number'],
    ],
    'lib/db/as-user.ts': [
      ['isNull, lt, lte,', 'isNull, lte,'],
      ['by a session token or by a verified JWT', 'by a session token'],
    ],
    'scripts/doctor/auth.ts': [['returned no keys, so the API rejects every JWT', 'returned no keys']],
    'tests/attack/fuzz.test.ts': [
      ["'/api/posts', '/api/posts/', ", ''],
      ["'Bearer', ", ''],
    ],
    'tests/attack/leaks.test.ts': [
      ["'/api/posts', '/api/auth/get-session', '/api/auth/token'", "'/api/auth/get-session'"],
      ["['page', 'rate limit', 'api']", "['page', 'rate limit']"],
    ],
    'tests/browser/account.spec.ts': [
      [
        `    await clickButton(page, 'Create token');
    await expect(page.getByLabel('Token')).toHaveValue(/^ey.+\\..+\\..+$/);
`,
        '',
      ],
    ],
    'tests/bench/calls.ts': [["'/account', '/api/posts'", "'/account'"]],
    'tests/bench/cpu.ts': [['ownPosts, api]', 'ownPosts]']],
    'tests/bench/memory.ts': [
      [
        'Requests the feed as JSON, and a page every tenth time.',
        'Requests the feed, and another page every tenth time.',
      ],
      ["'/posts/new' : '/api/posts'", "'/posts/new' : '/posts'"],
    ],
    'tests/http/faults.test.ts': [["'/posts/1', '/api/posts']", "'/posts/1']"]],
    'tests/unit/code-blocks.test.ts': [
      ['/** `api.md` is run as a whole by `tests/http/api-examples.test.ts`. */\n', ''],
      ["name.endsWith('.md') && name !== 'docs/api.md'", "name.endsWith('.md')"],
    ],
  },
};
