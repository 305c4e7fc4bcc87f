import type { Capability } from '../capability';

export const posts: Capability = {
  title: 'Posts: the example feature, and its JSON API',
  paths: [
    '.claude/skills/add-comments',
    '.claude/skills/another-content-type',
    'app/_components/landing.tsx',
    'app/posts',
    'docs/add-comments.md',
    'docs/another-content-type.md',
    'docs/decisions/0006-posts.md',
    'lib/posts',
    'scripts/seed.ts',
    'tests/bench/baselines/guarded',
    'tests/bench/baselines/quickstart',
    'tests/bench/bytes.ts',
    'tests/bench/calls.ts',
    'tests/bench/cpu.ts',
    'tests/bench/lighthouse.ts',
    'tests/bench/profile.ts',
    'tests/bench/report-cpu.mjs',
    'tests/bench/report-profile.mjs',
    'tests/bench/sql.ts',
    'tests/browser/composer.spec.ts',
    'tests/browser/post-interaction.spec.ts',
    'tests/browser/post-outages.spec.ts',
    'tests/browser/posts.spec.ts',
    'tests/http/authorization.test.ts',
    'tests/http/post-cost.test.ts',
    'tests/http/post-other-user.test.ts',
    'tests/http/post-outages.test.ts',
    'tests/integration/posts',
    'tests/support/posts.ts',
    'tests/unit/posts-cursor.test.ts',
    'tests/unit/posts-input.test.ts',
    'tests/unit/posts-search.test.ts',
    'tests/unit/posts-text.test.tsx',
  ],
  files: { 'app/page.tsx': 'scripts/setup/landing-page.tsx' },
  table: {
    name: 'posts',
    views: ['published_posts'],
    migrations: ['0000_posts', '0001_written_posts', '0005_composed_posts', '0006_searchable_parts'],
    renamed: { '0002_own_posts': '0002_app_user' },
  },
  blocks: {
    'README.md': ['| Posts |'],
    'app/_components/field.tsx': ['export function HiddenField'],
    'app/_notices/notices.ts': ["from '../posts/notices'", '...POST_NOTICES'],
    'app/account/actions.ts': ["from '@/lib/posts/mutations'"],
    'docs/README.md': ['- [Add comments to posts]', '- [Move posts to another content type]'],
    'docs/commands.md': [
      '| `npm run db:seed` |',
      '| `npm run bench:bytes` |',
      '| `npm run bench:calls` |',
      '| `npm run bench:cpu` |',
      '| `npm run bench:lighthouse` |',
      '| `npm run bench:profile` |',
      '| `npm run bench:sql` |',
    ],
    'docs/decisions/0004-database-authorization.md': ['- Public posts come from'],
    'docs/decisions/0005-dynamic-pages.md': ['- `Streamed` shows a skeleton'],
    'docs/decisions/0010-rate-limits.md': ['- The limit of 30 posts per minute'],
    'docs/decisions/0020-fast-path.md': [
      '- Lists go to the browser as data',
      '- One form has the controls of all own posts.',
      '- Caching the list of posts',
    ],
    'docs/decisions/README.md': ['(0006-posts.md)'],
    'docs/dependencies.md': ['| `linkifyjs` |'],
    'docs/security.md': [
      '| Without a session, no post content is sent.',
      '| Every kind of visitor has the expected access to drafts',
    ],
    'docs/speed.md': ['## CPU per request', '## Bytes', '## Requests to Neon', '## Queries', '## Lighthouse'],
    'docs/upgrade.md': ['lib/auth/client.ts', '-import { createAuthClient }', '+import { createAuthClient }'],
    'lib/auth/session.ts': ['export async function requireActor'],
    'lib/db/as-user.ts': [
      'export const isSignedInSql',
      'type PublicView',
      'type PublicQuery<Q extends Query>',
      'export async function readPublic',
    ],
    'lib/site.ts': ["{ path: '/posts', name: 'Posts' }"],
    'package.json': [
      '"db:seed":',
      '"bench:bytes":',
      '"bench:calls":',
      '"bench:cpu":',
      '"bench:lighthouse":',
      '"bench:profile":',
      '"bench:sql":',
      '"linkifyjs":',
    ],
    'scripts/dev.ts': ["from './seed'", 'await seed(databaseUrl)'],
    'tests/attack/leaks.test.ts': ["'/posts',", "'/posts/mine',", "'/posts/new',"],
    'tests/attack/reading.test.ts': ['without a session never receives post content'],
    'tests/attack/requests.test.ts': [
      'sent twenty times at once create a single post',
      "'/posts',",
      "'/posts/mine',",
      "'/posts/new',",
    ],
    'tests/attack/sessions.test.ts': ["get(target, '/posts', cookies)"],
    'tests/bench/baselines.ts': ['/** The same behind a proxy', 'guarded: [', "'product-proxy': [", 'quickstart: ['],
    'tests/browser/accessibility.spec.ts': [
      "test('the pages of posts have no axe violations'",
      "test('an invalid post, the delete dialog",
    ],
    'tests/browser/account.spec.ts': ['const insertPost', 'const postsOf'],
    'tests/browser/admin.spec.ts': ["test('keeps unsaved text in an open tab"],
    'tests/browser/appearance.spec.ts': [
      "test('a click anywhere in a row",
      "test('the actions of a post are in a menu",
      "test('a confirmation keeps the focus",
    ],
    'tests/browser/outages.spec.ts': ['await createPost(', 'const posts = ()', '(await posts()).toHaveLength(1)'],
    'tests/http/bad-input.test.ts': ["['/posts/%', 'text/html']", "['/posts/%ff', 'text/html']"],
    'tests/http/cold-start.test.ts': [
      "test('while both services wake up, the first page",
      "['sql', '/posts']",
      "['the database', 'sql', '/posts']",
    ],
    'tests/http/faults.test.ts': [
      'const OUTCOMES_OF_POSTS',
      '...OUTCOMES_OF_POSTS',
      'beforeEach(async () => createPost(',
      "if (path === '/posts')",
    ],
    'tests/http/sign-in-round-trips.test.ts': [
      'const sql = connect',
      'survives the redirect from the last page of a list',
    ],
    'tests/http/visible-text.test.ts': [
      'const post = await createPost(',
      "posts: '/posts?q=isolated'",
      'the title of a post has no control characters',
      'a search that only excludes words',
      'a search for the quotation of a page',
    ],
    'tests/integration/scripts.test.ts': ["['seed.ts', []]", "[['scripts/seed.ts', 'twice']"],
    'tests/integration/tables.test.ts': ['expect(commands.length)'],
    'tests/support/app.ts': ["from '../../scripts/seed'", 'await seed(databaseUrl)'],
    'tests/unit/parsers.test.ts': ["from '@/lib/posts/cursor'", "test('a cursor is parsed or rejected"],
    'tests/unit/structure.test.ts': ["'lib/auth/client.ts',"],
  },
  words: {
    '.claude/skills/project-rules/SKILL.md': [
      ['`lib/posts/` and\n`app/posts/`, which follow them.', '`app/account/`,\nwhich follows them.'],
    ],
    'AGENTS.md': [
      ['`asUser()` or `readPublic()` in', '`asUser()` in'],
      [', `mutations`, as in `lib/posts/` |', ', `mutations` |'],
    ],
    'README.md': [
      [' The example feature is posts: users write, browse and search them.', ''],
      [` You'll see sample posts such as "Hello from Neon".`, ''],
      ['`db/`, `posts/`, `forms/`', '`db/`, `forms/`'],
      ['scripts/` | migrate, seed, make', 'scripts/` | migrate, make'],
    ],
    'app/_components/account-menu.tsx': [
      [
        `        {/* The header has no room for it. */}
        <NavLink path="/posts" name="Posts" className="sm:hidden" />
        <NavLink path="/posts/mine" name="My posts" />
`,
        '',
      ],
    ],
    'app/_components/shared-link.tsx': [['because posts are only', 'because the others are only']],
    'app/_components/site-header.tsx': [
      [
        `            <a href="/posts/new" className="button px-4">
              New post
            </a>
`,
        '',
      ],
    ],
    'app/_notices/notices.ts': [['Your account and posts have been deleted.', 'Your account has been deleted.']],
    'app/account/actions.ts': [
      [
        "Deletes the user's posts, then the user. Two systems cannot share a transaction, so everything that could prevent the second\n * step is checked before the first, and the form can be sent again after a failure.",
        'Deletes the user. Everything that could prevent it is checked before, and the form can be sent again after a failure.',
      ],
      ["    if ((await deleteOwnPosts(actor)).status === 'signed-out') return 'signed-out';\n", ''],
      [
        '  run: async (actor, { email }) => {\n',
        "  run: async (actor, { email }) => {\n    if (!(await identify(actor))) return 'signed-out';\n",
      ],
      [
        "Your posts were deleted, but we don't know yet if your account was. Reload",
        "We don't know yet if your account was deleted. Reload",
      ],
      ["Your posts were deleted, but your account wasn't. Try", "Your account wasn't deleted. Try"],
      [
        "import { deleteSessionBrowsers } from '@/lib/db/session-browsers';",
        "import { identify } from '@/lib/db/as-user';\nimport { deleteSessionBrowsers } from '@/lib/db/session-browsers';",
      ],
    ],
    'app/account/page.tsx': [['your account and all your posts. Enter', 'your account. Enter']],
    'app/globals.css': [
      ['@import "./posts/posts.css";\n', ''],
      [
        `  mark {
    @apply rounded-sm bg-accent px-0.5 text-accent-foreground;
  }

`,
        '',
      ],
      [
        `  .tabs {
    @apply mt-6 flex gap-1 border-b border-border;
  }

  .tabs > a,
  .account-pages > a {
    @apply inline-flex`,
        `  .account-pages > a {
    @apply inline-flex`,
      ],
      [
        `  .tabs > a {
    @apply -mb-px;
  }

`,
        '',
      ],
      ['  .tabs > a:not([aria-current]),\n', ''],
    ],
    'app/opengraph-image/route.tsx': [[' Posts are only for signed-in users.', '']],
    'docs/accounts.md': [
      ["deletes the user's posts, then the user. Before that, it runs", 'deletes the user. Before that, it runs'],
    ],
    'docs/add-a-table.md': [
      [
        'If that matters, copy `idempotencyKey`, `posts_sent_once` and the policy\n`posts_rate_limit` from `lib/posts/table.ts`.',
        'If that matters, send a key with the\nform, with a unique constraint, and add a restrictive policy that counts recent rows.',
      ],
      [
        'For rows that others read, or that belong to rows of another table, see [Add comments to posts](add-comments.md).',
        "For rows that others read, add a policy for `SELECT` whose condition says which\nrows. The role `app_user` can't read the names of other users, so copy a name into its row. A policy that depends on another table\nwith row-level security needs a function with `SECURITY DEFINER`, created before the policy.",
      ],
    ],
    'docs/commands.md': [['applies migrations, adds sample posts, and runs', 'applies migrations, and runs']],
    'docs/decisions/0003-session-token.md': [['Posts, forms and the API check', 'Queries check']],
    'docs/decisions/0013-layout.md': [[' `posts` imports `text` and `db`.', ' A feature imports `text` and `db`.']],
    'docs/decisions/0020-fast-path.md': [
      ['A page of posts used', 'A page with a list used'],
      [' `npm run bench:cpu` and `npm run bench:bytes` show it.', ''],
    ],
    'docs/decisions/0021-local-neon-apart.md': [['migrations, sample posts, Next.js', 'migrations, Next.js']],
    'docs/neon-auth.md': [
      [
        '`tests/browser/post-interaction.spec.ts`: a user whose session ends while writing sees a warning on returning to the tab and keeps their text',
        '`tests/attack/auth-api.test.ts`: never exposes the session token to scripts and returns uncacheable responses',
      ],
      ['requires its email address and deletes its posts', 'requires its email address'],
      ['In the browser, `app/posts/_components/signed-out-warning.tsx` uses `useSession()`.\n', ''],
      ['delete their own accounts, with their posts.', 'delete their own accounts.'],
    ],
    'docs/README.md': [
      ["what a page costs, compared to an empty page and Neon's quickstart", 'how long a start takes'],
    ],
    'docs/sdk-faults.md': [[' `lib/auth/client.ts`,', '']],
    'docs/security.md': [
      ['and needs no auth request afterwards, for a write either', 'and needs no auth request afterwards'],
      [
        "a stolen session can't read or write posts. The name in the header can stay for 60 s.",
        "a stolen session can't write. The name in the header can stay for 60 s.",
      ],
      ['can neither read nor write posts after', 'cannot write after'],
      [
        'A retry after a lost response, or twenty at once, writes once.',
        'A retry after a lost response creates one account.',
      ],
      ['`tests/attack/requests.test.ts`: sent twenty times at once create a single post · ', ''],
      [
        ' Concurrent inserts can exceed the limit of 30 posts\n  per minute: see [decision 10](decisions/0010-rate-limits.md).',
        '',
      ],
      ['but never for posts, forms or the API', 'but never for forms'],
    ],
    'docs/self-hosting.md': [['rate limits and retry keys are rows', 'rate limits are rows']],
    'docs/speed.md': [
      [
        `What a request costs, compared in one run with an empty page of Next.js, the same behind an empty \`proxy.ts\`, and the page \`/posts\` of
Neon's quickstart. The absolute times depend on the machine; the ratios depend on it less. Each bench writes its own section of this page.`,
        'The absolute times depend on the machine; the ratios depend on it less. The bench writes its section of this page.',
      ],
    ],
    'docs/testing.md': [
      ['row-level security, query plans, migrations', 'row-level security, migrations'],
      ['The API, authorization, session cookies', 'Session cookies'],
      ['CPU, size, requests, queries, memory and start time', 'Memory and start time'],
    ],
    'docs/upgrade.md': [[', and\n`tests/integration/posts/plans.test.ts` must still find the indexes.', '.']],
    'drizzle/0002_own_posts.sql': [
      [
        `GRANT USAGE ON SCHEMA "public" TO "app_user";--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE ("content", "is_published", "updated_at") ON "posts" TO "app_user";--> statement-breakpoint
DROP POLICY IF EXISTS "posts_own" ON "posts";--> statement-breakpoint
CREATE POLICY "posts_own" ON "posts" AS PERMISSIVE FOR ALL TO "app_user" USING ("posts"."user_id" = nullif(current_setting('app.user_id', true), '')::uuid) WITH CHECK ("posts"."user_id" = nullif(current_setting('app.user_id', true), '')::uuid);--> statement-breakpoint
DROP POLICY IF EXISTS "posts_rate_limit" ON "posts";--> statement-breakpoint
CREATE POLICY "posts_rate_limit" ON "posts" AS RESTRICTIVE FOR INSERT TO "app_user" WITH CHECK ((select count(*) from posts as recent where recent.created_at > now() - interval '1 minute') < 30);
`,
        'GRANT USAGE ON SCHEMA "public" TO "app_user";\n',
      ],
    ],
    'lib/limits.ts': [
      [', posts per minute in `lib/posts/table.ts`.', '.'],
      ['`asUser()` or `readPublic()` inside', '`asUser()` inside'],
    ],
    'lib/site.ts': [["HOME = '/posts'", "HOME = '/account'"]],
    'proxy.ts': [["['/posts', ...ACCOUNT_PAGES.map(({ path }) => path)]", 'ACCOUNT_PAGES.map(({ path }) => path)']],
    'scripts/dev.ts': [['with the migrations and sample posts, and a command', 'with the migrations, and a command']],
    'tests/attack/fuzz.test.ts': [["'/posts/', ", '']],
    'tests/attack/sessions.test.ts': [['can neither read nor write posts after', 'cannot write after']],
    'tests/bench/memory.ts': [
      [
        'Requests the feed as JSON, and a page every tenth time.',
        'Requests the home page, and a form every tenth time.',
      ],
      ["'/posts/new' : '/api/posts'", "'/auth/verify-email' : '/'"],
    ],
    'tests/browser/account.spec.ts': [
      ['  await insertPost(user);\n  await database()`update', '  await database()`update'],
      [
        `  );
  expect(await usersWithId(user)).toHaveLength(1);
  expect(await postsOf(user)).toHaveLength(1);
`,
        `  );
  expect(await usersWithId(user)).toHaveLength(1);
`,
      ],
      ['  await insertPost(user);\n  await insertOrganization', '  await insertOrganization'],
      [
        `Analytical Engines\\./);
  expect(await usersWithId(user)).toHaveLength(1);
  expect(await postsOf(user)).toHaveLength(1);
`,
        `Analytical Engines\\./);
  expect(await usersWithId(user)).toHaveLength(1);
`,
      ],
      ['requires its email address and deletes its posts', 'requires its email address'],
      ['  await insertPost(user);\n  await page.getByLabel', '  await page.getByLabel'],
      ['  expect(await postsOf(user)).toEqual([]);\n', ''],
    ],
    'tests/browser/outages.spec.ts': [
      ["but your account wasn't", "Your account wasn't deleted"],
      ['  expect(await posts()).toHaveLength(0);\n', ''],
      ['Your account and posts have been deleted', 'Your account has been deleted'],
    ],
    'tests/http/faults.test.ts': [["'/account', '/posts', '/posts/mine', '/posts/1', '/api/posts']", "'/account']"]],
    'tests/http/session-proof.test.ts': [
      ["'/posts', '/posts/mine', '/posts?q=neon', ", ''],
      ['and needs no auth request afterwards, for a write either', 'and needs no auth request afterwards'],
      [
        `    expect(await canWrite(\`\${unproven}; \${proof.split(';')[0]}\`)).toBe(true);
    expect(await faults.authRequestCount()).toBe(0);
`,
        `    expect(await faults.authRequestCount()).toBe(0);
    expect(await canWrite(\`\${unproven}; \${proof.split(';')[0]}\`)).toBe(true);
`,
      ],
      [
        `    await faults.resetRequestCounts();
    expect(await canWrite(cookie)).toBe(true);
    expect(await faults.authRequestCount()).toBe(0);
`,
        '    expect(await canWrite(cookie)).toBe(true);\n',
      ],
    ],
    'tests/http/visible-text.test.ts': [
      ['    post,\n', ''],
      [
        `      // The text of a post is a paragraph with a direction of its own.
      expect(html.replace(/<p dir="auto".*?<\\/p>/gs, '')).not.toMatch(INVISIBLE);
`,
        '      expect(html).not.toMatch(INVISIBLE);\n',
      ],
      ["'posts', 'post', ", ''],
    ],
    'tests/integration/migration-errors.test.ts': [
      [
        `    [
      'sample posts that do not match the schema',
      ['create table other ();'],
      [
        \`The sample posts can't be added: relation "posts" does not exist. Correct scripts/seed.ts, or lib/posts/table.ts.\`,
      ],
    ],
`,
        '',
      ],
    ],
    'tests/integration/project-path.test.ts': [
      ['its database, migrations and sample posts', 'its database and migrations'],
      ["    ['seed', /^Created \\d+ sample posts/],\n", ''],
    ],
    'tests/support/app.ts': [
      ['with its own migrated and seeded local Neon', 'with its own migrated local Neon'],
      [
        "for (const page of ['/account', '/posts']) await fetch(url + page, { headers });",
        `await fetch(\`\${url}/account\`, { headers });`,
      ],
    ],
    'tests/support/write.ts': [
      [
        `/posts/new\`, cookie, 'Save draft');
  // Without its key, each submission creates a post.
  const hidden = form.hidden.filter(([name]) => name !== 'idempotencyKey');
`,
        `/account\`, cookie, 'Delete account');
`,
      ],
      [
        `    const { headers } = await sendForm({ ...form, hidden, cookie: sender }, [['content', randomUUID()]]);
    return /^\\/posts\\/\\d/.test(headers.get('location') ?? '');
`,
        `    const response = await sendForm({ ...form, cookie: sender }, [['email', \`\${randomUUID()}@example.com\`]]);
    // Only the owner of an active session gets this far.
    return (await response.text()).includes('match your email address');
`,
      ],
    ],
    'tests/unit/dependencies.test.ts': [["'db:migrate', 'db:seed', ", "'db:migrate', "]],
    'tests/unit/imports.test.ts': [
      ['|auth\\/client|', '|'],
      ['lib/*/input, lib/auth/client, lib/text', 'lib/*/input, lib/text'],
      ['asUser() or readPublic() in', 'asUser() in'],
    ],
    'tests/unit/parsers.test.ts': [["'content', 'isPublished', 'updatedAt', 'idempotencyKey', ", '']],
  },
};
