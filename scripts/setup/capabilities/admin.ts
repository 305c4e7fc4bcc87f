import type { Capability } from '../capability';

export const admin: Capability = {
  title: 'Administration: search and ban users, change roles',
  paths: [
    'app/admin',
    'docs/decisions/0008-administration.md',
    'scripts/admin.ts',
    'tests/browser/admin.spec.ts',
    'tests/integration/admin.test.ts',
    'tests/unit/admin-errors.test.ts',
  ],
  blocks: {
    'README.md': ['| Administration |'],
    'app/_components/account-menu.tsx': ['isAdmin: boolean'],
    'app/_notices/notices.ts': ["from '../admin/notices'", '...ADMIN_NOTICES'],
    'docs/accounts.md': ['## Administration'],
    'docs/commands.md': ['| `npm run admin EMAIL` |'],
    'docs/decisions/README.md': ['(0008-administration.md)'],
    'docs/deployment.md': ['- [ ] The first administrator'],
    'docs/neon-auth.md': ['## Administration', '### Not shown of administration'],
    'docs/sdk-faults.md': ['| `admin.listUserSessions` sends GET'],
    'lib/auth/sdk/direct-request.ts': ['const post = body && {', '...post,'],
    'lib/auth/statements.ts': ["from './roles'", 'export function selectUserSessions'],
    'lib/auth/user.ts': [
      "from './roles'",
      'isAdmin: boolean',
      'role: z.string().nullish()',
      "isAdmin: hasRole(role, 'admin')",
    ],
    'lib/site.ts': ['isForAdmins?: true', "path: '/admin/users'", 'export function accountPages'],
    'package.json': ['"admin": "node'],
    'tests/attack/leaks.test.ts': ["'/admin/users',"],
    'tests/attack/reading.test.ts': ['const shows = ', 'receives user data only when an administrator sends it'],
    'tests/browser/accessibility.spec.ts': ["test('the admin pages have no axe violations'"],
    'tests/browser/outages.spec.ts': ['the admin pages show an error and a ban changes nothing'],
    'tests/http/account.test.ts': ['has all of them listed for an administrator'],
    'tests/http/form-outages.test.ts': [
      'const admin = await createUser',
      'const expectUnavailable = async (path: string)',
      "...['/admin/users?q=ada&by=name'",
    ],
    'tests/http/visible-text.test.ts': ["users: '/admin/users'", 'user: `/admin/users/'],
    'tests/integration/scripts.test.ts': ["['admin.ts', ['ada@example.com']]", "[['scripts/admin.ts'"],
    'tests/support/users.ts': ['isAdmin?: boolean'],
    'tests/unit/visible-text.test.ts': ["from '@/app/admin/input'", "describe('the reason of a ban'"],
  },
  words: {
    'README.md': [['seed, make a user an admin, set up', 'seed, set up']],
    'app/_components/account-shell.tsx': [
      ['{ accountPages }', '{ ACCOUNT_PAGES }'],
      ["import { currentUser } from '@/lib/auth/session';\n", ''],
      ['export async function', 'export function'],
      ['  const pages = accountPages(await currentUser());\n', ''],
      ['pages.map', 'ACCOUNT_PAGES.map'],
    ],
    'app/_components/account-menu.tsx': [
      ['import { accountPages', 'import { ACCOUNT_PAGES'],
      ['accountPages(user)', 'ACCOUNT_PAGES'],
    ],
    'docs/decisions/0011-auth-allowlist.md': [
      ['every path to the auth server, including `admin/*`, and', 'every path to the auth server, and'],
    ],
    'docs/neon-auth.md': [['| `jwks` |', '| `admin.*` | The app has no administration. |\n| `jwks` |']],
    'docs/sdk-faults.md': [
      ['every path, including `admin/*` and encoded slashes', 'every path, including encoded slashes'],
    ],
    'docs/security.md': [
      [
        'no post content is sent. User data is sent only to administrators. Neither depends',
        "no post content is sent. This doesn't depend",
      ],
      [' · `tests/attack/reading.test.ts`: receives user data only when an administrator sends it', ''],
    ],
    'docs/testing.md': [['a session, an administrator, a verified', 'a session, a verified']],
    'lib/auth/sdk/direct-request.ts': [
      ['without the SDK: GET, or POST if there is a body.', 'without the SDK.'],
      [
        'Faults: `admin.listUserSessions` sends GET where Neon Auth expects POST; `getSession` cannot skip the refresh, and\n * a page cannot set the resulting cookie. Remove this when the SDK does both.',
        'Fault: `getSession` cannot skip the refresh, and a page cannot set the resulting cookie. Remove this when it can.',
      ],
      ['(path: string, body?: object)', '(path: string)'],
      ["import { appOrigin } from '../../http/origin';\n", ''],
    ],
    'lib/auth/user.ts': [['emailVerified, image, role }', 'emailVerified, image }']],
    'tests/http/form-outages.test.ts': [
      ['formsOf(user: User, admin: User, other: User)', 'formsOf(user: User)'],
      ['formsOf(user, admin, other)', 'formsOf(user)'],
      [
        `    {
      path: \`/admin/users/\${other.id}\`,
      button: 'Ban user',
      fields: { reason: 'Thought about for an hour', duration: 'week' },
      visitor: admin,
    },
`,
        '',
      ],
    ],
    'tests/http/metadata.test.ts': [["'/account', '/admin/users']", "'/account']"]],
    'tests/http/session-proof.test.ts': [[", '/admin/users']", ']']],
    'tests/http/visible-text.test.ts': [
      [', isAdmin: true', ''],
      ["'users', 'user', ", ''],
    ],
    'lib/auth/statements.ts': [
      ['{ and, eq,', '{ eq,'],
      ['{ sessions, users }', '{ sessions }'],
    ],
    'tests/support/users.ts': [
      [', isAdmin = false', ''],
      ['"emailVerified", role)', '"emailVerified")'],
      [`, \${isAdmin ? 'admin' : 'user'})`, ')'],
    ],
    'tests/unit/dependencies.test.ts': [["'db:seed', 'admin', 'doctor'", "'db:seed', 'doctor'"]],
    'tests/unit/parsers.test.ts': [["'role', 'reason', 'duration'", "'role'"]],
  },
};
