import type { Capability } from '../capability';

export const organizations: Capability = {
  title: 'Organizations: members, roles, invitations',
  paths: [
    'app/organizations',
    'docs/decisions/0007-organizations.md',
    'tests/browser/organizations.spec.ts',
    'tests/support/organizations.ts',
  ],
  blocks: {
    'README.md': ['| Organizations |'],
    'app/_notices/notices.ts': ["from '../organizations/notices'", '...ORGANIZATION_NOTICES'],
    'app/account/deletion-checks.ts': ["from '../organizations/sole-owner'"],
    'docs/decisions/README.md': ['(0007-organizations.md)'],
    'docs/neon-auth.md': ['## Organizations', '### Not shown of organizations'],
    'docs/security.md': ['| A user can create twenty organizations'],
    'docs/testing.md': ['| An organization with members'],
    'tests/attack/guessing.test.ts': ['creates at most twenty organizations'],
    'tests/attack/leaks.test.ts': ["'/organizations',"],
    'tests/attack/requests.test.ts': ["'/organizations',"],
    'tests/browser/accessibility.spec.ts': [
      "from '../support/organizations'",
      "test('organization pages with long names",
    ],
    'tests/browser/account.spec.ts': ["from '../support/organizations'", "test('the only owner of an organization"],
    'tests/browser/admin.spec.ts': [`toContain('href="/organizations"')`],
    'tests/browser/outages.spec.ts': ['organization pages and forms show an error'],
    'tests/http/account.test.ts': [
      'an organization with more members than',
      'a user with more organizations and invitations than',
    ],
    'tests/http/faults.test.ts': ["path: '/organizations'"],
    'tests/http/form-outages.test.ts': ["path: '/organizations'"],
    'tests/http/other-user.test.ts': ["'/organizations'"],
    'tests/http/visible-text.test.ts': [
      'const [own, invited]',
      "organizations: '/organizations'",
      'organization: `/organizations/',
      'the email address of an invitation is isolated',
      'an organization is deleted by its name',
    ],
    'tests/unit/auth-input.test.ts': ["from '@/app/organizations/input'", "expect(Invite.parse({ organizationId: ''"],
    'tests/unit/visible-text.test.ts': [
      "from '@/app/organizations/input'",
      "['a new organization'",
      "['a renamed organization'",
      'the name that confirms a deletion equals',
    ],
  },
  words: {
    'README.md': [['sign in,\nmanage their account, and join organizations.', 'sign in, and\nmanage their account.']],
    'app/account/deletion-checks.ts': [['[checkSoleOwner]', '[]']],
    'docs/neon-auth.md': [['| `jwks` |', '| `organization.*` | The app has none. |\n| `jwks` |']],
    'docs/sdk-faults.md': [
      ['some changes: organizations, verified addresses.', 'some changes, such as a verified address.'],
      [
        '`tests/browser/organizations.spec.ts`: creates an organization from a name and makes it active',
        '`tests/browser/account.spec.ts`: an email address is verified with … sent by email',
      ],
    ],
    'lib/site.ts': [
      ["  { path: '/organizations', name: 'Organizations' },\n];\n\n/** The pages about", '];\n\n/** The pages about'],
      ["name: 'Account' },\n  { path: '/organizations', name: 'Organizations' },\n", "name: 'Account' },\n"],
    ],
    'lib/posts/samples.ts': [['codes, links and invitations', 'codes and links']],
    'tests/browser/outages.spec.ts': [
      [
        `    await page.goto('/organizations');
    await page.getByLabel('Name').fill('Analytical Engines');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
    await faults.inject({ auth: 'drop' });
    await page.getByLabel('Role', { exact: true }).selectOption('Admin');
    await submitAndExpectKept(page, { Email: newPerson().email }, 'Invite');
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');
`,
        "    await faults.inject({ auth: 'drop' });\n",
      ],
    ],
    'tests/http/session-proof.test.ts': [["'/account', '/organizations'", "'/account'"]],
    'tests/http/visible-text.test.ts': [
      [
        `  await sql.transaction([
    sql\`insert into neon_auth.organization (id, name, slug, "createdAt")
        values (\${own}, \${STORED}, \${own}, now()), (\${invited}, \${STORED}, \${invited}, now())\`,
    sql\`insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
        values (\${own}, \${reader.id}, 'owner', now()), (\${own}, \${member.id}, 'owner', now())\`,
    sql\`insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
        values (\${randomUUID()}, \${invited}, \${reader.email}, 'member', 'pending', now() + interval '1 hour', \${member.id})\`,
    sql\`insert into neon_auth.invitation (id, "organizationId", email, role, status, "expiresAt", "inviterId")
        values (\${randomUUID()}, \${own}, 'ב@example.com', 'member', 'pending', now() + interval '1 hour', \${reader.id})\`,
  ]);
`,
        '',
      ],
      ["'organizations', 'organization', ", ''],
    ],
    'tests/unit/parsers.test.ts': [["'organizationId', ", '']],
  },
};
