import type { Capability } from '../capability';

export const local: Capability = {
  title: 'Local Neon, and the tests that need it: all but the unit and contract tests',
  paths: [
    '.ci',
    '.claude/skills/replace-local-neon',
    'compose.yaml',
    'docs/decisions/0015-data-folder.md',
    'docs/decisions/0017-prepared-cluster.md',
    'docs/decisions/0018-postgres-protocol.md',
    'docs/decisions/0021-local-neon-apart.md',
    'docs/replace-local-neon.md',
    'docs/speed.md',
    'local',
    'playwright.config.ts',
    'scripts/dev',
    'scripts/dev.ts',
    'scripts/doctor/local-neon.ts',
    'tests/attack',
    'tests/bench',
    'tests/browser',
    'tests/http',
    'tests/integration',
    'tests/parity.ts',
    'tests/run.ts',
    'tests/support/app-setup.ts',
    'tests/support/app.ts',
    'tests/support/attack-setup.ts',
    'tests/support/components-page.tsx',
    'tests/support/integration-setup.ts',
    'tests/support/neon.ts',
    'tests/support/people.ts',
    'tests/support/sdk-route.ts',
    'tests/support/users.ts',
    'tests/unit/design-tokens.test.ts',
    'tests/unit/next-output.test.ts',
    'tests/unit/security-promises.test.ts',
    'tests/unit/steps.test.ts',
    'tests/unit/temporary-folder.test.ts',
  ],
  files: {
    'docs/testing.md': 'scripts/setup/without-local/testing.md',
  },
  blocks: {
    '.dockerignore': ['.neon-local', '.test-builds', 'playwright-report', 'test-results'],
    '.gitignore': ['test-results/', 'playwright-report/', '.test-builds/'],
    '.github/workflows/ci.yml': ['  browser:', '  standalone:', '  postgresql:'],
    'AGENTS.md': ['- `npm run test:integration -- migrate`'],
    'README.md': ['| Local Neon |', '| `local/` |'],
    'docs/README.md': ['- [Replace local Neon]', '- [Local Neon](../local', '- [Speed](speed.md)'],
    'docs/accounts.md': ['There are no sample accounts', 'terminal shows the code.'],
    'docs/add-a-provider.md': ['Locally, local Neon simulates', '## Test'],
    'docs/add-a-setting.md': ['## Test'],
    'docs/add-a-table.md': ['. Tests'],
    'docs/add-comments.md': ['## 4. Tests'],
    'docs/another-content-type.md': ['. Test'],
    'docs/commands.md': [
      '| `npm run preview` |',
      '| `npm run neon` |',
      '| `npm run neon reset` |',
      '| `npm run neon branch NAME` |',
      '| `npm run test:integration` |',
      '| `npm run test:local` |',
      '| `npm run test:parity` |',
      '| `npm run test:attack` |',
      '| `npm run test:http` |',
      '| `npm run test:e2e` |',
      '| `npm run bench:bytes` |',
      '| `npm run bench:calls` |',
      '| `npm run bench:cpu` |',
      '| `npm run bench:lighthouse` |',
      '| `npm run bench:local` |',
      '| `npm run bench:memory` |',
      '| `npm run bench:profile` |',
      '| `npm run bench:sql` |',
      '| `npm run bench:start` |',
      'Set `NEON_LOCAL_POSTGRES` to run',
      '`.ci/run` runs',
    ],
    'docs/configuration.md': [
      'With local Neon, the default',
      '`npm run dev` uses your own Neon project',
      'names the others.',
    ],
    'docs/decisions/README.md': [
      '(0015-data-folder.md)',
      '(0017-prepared-cluster.md)',
      '(0018-postgres-protocol.md)',
      '(0021-local-neon-apart.md)',
    ],
    'docs/dependencies.md': [
      '| `@electric-sql/pglite`, `pg`',
      '| `@electric-sql/pglite-pgvector` |',
      '| `esbuild`, `nanotar` |',
      '| `esbuild` | Use',
      '| `ws`, `@types/ws` |',
      '| `@playwright/test`',
      '| `@radix-ui/react-dialog`',
      '`@electric-sql/pglite-pgvector` requires',
      'accepts the installed version.',
    ],
    'docs/interactive-transactions.md': ['## Test'],
    'docs/neon-branches.md': ['To return to local Neon', '- The browser tests run on local Neon'],
    'docs/upgrade.md': [
      'local/tests/support/visitor.ts',
      '-import { createAuthServer }',
      '+import { createAuthServer }',
    ],
    'package.json': [
      '"preview":',
      '"neon":',
      '"test:integration":',
      '"test:local":',
      '"test:parity":',
      '"test:http":',
      '"test:attack":',
      '"test:e2e":',
      '"bench:bytes":',
      '"bench:calls":',
      '"bench:cpu":',
      '"bench:lighthouse":',
      '"bench:local":',
      '"bench:memory":',
      '"bench:profile":',
      '"bench:sql":',
      '"bench:start":',
      '"@axe-core/playwright":',
      '"@electric-sql/pglite": "0',
      '"@electric-sql/pglite-pgvector":',
      '"@playwright/test":',
      '"@radix-ui/react-dialog":',
      '"@radix-ui/react-progress":',
      '"@radix-ui/react-slider":',
      '"@types/pg":',
      '"esbuild": "0',
      '"nanotar":',
      '"@types/ws":',
      '"better-auth":',
      '"get-nonce":',
      '"pg":',
      '"ws":',
      '"@electric-sql/pglite": "$',
    ],
    'pnpm-workspace.yaml': ["'@electric-sql/pglite'"],
    'renovate.json': ['"@types/pg"'],
    'scripts/doctor.ts': ["from './doctor/local-neon'"],
    'scripts/environment.ts': [
      'export function localDataFolder',
      'export function localNeonVariables',
      'export function postgresUrl',
    ],
    'scripts/migration-error.ts': ['npm run neon reset'],
    'scripts/on-database.ts': ['if (isLoopback('],
    'scripts/setup.ts': ['To return to local Neon'],
    'tests/support/contract-setup.ts': ["from './neon'"],
    'tests/unit/container.test.ts': [
      'const Service =',
      'const Compose =',
      'const compose =',
      "test('compose starts the app",
    ],
    'tests/unit/dependencies.test.ts': ["test('local/package.json lists"],
    'tests/unit/imports.test.ts': ["'../local/neon'", "'../local';", "'local/router.ts'"],
    'tests/unit/structure.test.ts': ["'local/tests/support/visitor.ts'"],
    'vitest.config.ts': [
      "from 'node:os'",
      'const retry =',
      'const maxWorkers =',
      "'local',",
      "kind('integration'",
      "kind('http'",
      "kind('attack'",
    ],
  },
  words: {
    '.env.example': [
      [
        'to use your own Neon project. Without these variables, `npm run dev` starts local Neon.',
        'for your Neon project.',
      ],
    ],
    '.github/workflows/ci.yml': [
      [
        `      - run: npm run test:integration
      - run: npm run test:local
      - run: npm run test:contract
      - run: npm run test:http
      - run: npm run test:attack
`,
        '',
      ],
      [
        `      - run: npx playwright install --with-deps chromium
      - run: npm run test:unit
      - run: npm run test:integration
      - run: npm run test:local
      - run: npm run test:e2e -- browser/redirects
`,
        '      - run: npm run test:unit\n',
      ],
    ],
    '.github/workflows/neon-contract.yml': [
      ['a difference between Neon and local Neon is noticed', 'a change of Neon is noticed'],
    ],
    '.gitignore': [["\n.neon-local/\n# Local Neon's data in earlier versions\n.neon/\n", '\n']],
    '.vscode/extensions.json': [['"ms-playwright.playwright", ', '']],
    'AGENTS.md': [
      [
        'app on <http://localhost:3000>, local Neon on <http://127.0.0.1:4545>. No account or Docker needed.',
        'app on <http://localhost:3000>, on the Neon branch in `.env.local`',
      ],
      ['`npm test`: everything', '`npm test`: the same'],
      ['`@neondatabase/auth`, `better-auth`, `zod`', '`@neondatabase/auth`, `zod`'],
      ['- `.neon-local/`, `next-env.d.ts`', '- `next-env.d.ts`'],
    ],
    'CONTRIBUTING.md': [['`npm install && npm run dev`', '`npm install`, `npm run setup -- neon` and `npm run dev`']],
    Dockerfile: [
      [
        'Others: `--target migrate` for the migrations, `--target neon` for local Neon.',
        'Another one: `--target migrate` for the migrations.',
      ],
      [
        `FROM migrate AS neon
USER root
RUN mkdir /data && chown node:node /data
COPY local local
ENV NEON_LOCAL_DATA=/data
USER node
CMD ["node", "--import", "tsx", "local/run.ts"]

`,
        '',
      ],
    ],
    'README.md': [
      [
        'After `npm install`, it runs offline, with real auth and real Postgres. You need Node.js 20.19 or later, but no Neon account and no Docker.',
        'It runs on a branch of your Neon project. You need Node.js 20.19 or later.',
      ],
      ['npm install && npm run dev', 'npm install && npm run setup -- neon && npm run dev'],
      ['You\'ll see sample posts such as "Hello from Neon".', '`npm run db:seed` adds sample posts.'],
      [
        `Local Neon's pages, at <http://127.0.0.1:4545>, show the emails that would have been sent, with their codes and links, users with their sessions, and an SQL
console.

<!-- tested: .ci/run -->
\`\`\`sh
npm test
\`\`\`

This runs the type check, the linter, and the unit, integration, HTTP, attack and browser tests, and local Neon's. It installs Chromium if it finds no browser.
`,
        `<!-- tested: .github/workflows/ci.yml -->
\`\`\`sh
npm run check
\`\`\`

This runs the type check, the linter and the unit tests.
`,
      ],
      [' Each promise has a test. [Security]', ' [Security]'],
      ['`unit/`, `integration/`, `contract/`, `http/`, `attack/`, `browser/`, `bench/`', '`unit/`, `contract/`'],
      ['security promises and their tests', 'security promises'],
    ],
    'docs/README.md': [
      [
        'which kind of test to write, how to run one, how to set up its data',
        'which kind of test to write, how to run one',
      ],
      ['every security promise with its test, and', 'every security promise, and'],
    ],
    'docs/accounts.md': [
      [' With local Neon, set\n`requireVerification`: see [its faults](../local/README.md).', ''],
      [
        ` To try them locally:

<!-- tested: local/tests/webhooks.test.ts, tests/integration/dev.test.ts -->
\`\`\`sh
NEON_LOCAL_WEBHOOK_URL=http://localhost:3000/api/webhooks/neon-auth npm run dev
\`\`\`
`,
        '\n',
      ],
    ],
    'docs/another-content-type.md': [
      [
        'and `npm run neon reset`, which deletes the old table on your machine, and commit.',
        'and commit. Delete the old table on your branch.',
      ],
      ["-- ':!local' | grep", '| grep'],
      ["-- ':!local' ':!docs", "-- ':!docs"],
    ],
    'docs/add-a-table.md': [
      [
        '`npm run dev` applies it when it starts; `npm run db:migrate` applies it while it runs.',
        '`npm run db:migrate` applies it.',
      ],
    ],
    'docs/commands.md': [
      [
        'Starts local Neon, applies migrations, adds sample posts, and runs `next dev` on <http://localhost:3000> (`PORT`). Then the terminal shows each email in one line. With your own Neon variables set, it starts only `next dev`.',
        'Runs `next dev` on <http://localhost:3000> (`PORT`).',
      ],
      [" Ctrl-C stops it. A script must end the process of `scripts/dev.ts`, because npm doesn't pass signals on.", ''],
      [" in `DATABASE_URL`, or, if that isn't set, to a running local Neon.", ' in `DATABASE_URL`.'],
      [' Local Neon needs `NEON_LOCAL_PG_PORT`: see [Local Neon](../local/README.md#other-postgres-clients).', ''],
      [
        'Checks the set-up in the environment, or a running local Neon: the',
        'Checks the set-up in the environment: the',
      ],
      [
        'Runs every check and prints a summary: types, lint, unit, integration, HTTP, attack and browser tests.',
        'The same as `npm run check`.',
      ],
      [', on the Neon branch in the environment, or else on local Neon.', ', on the Neon branch in the environment.'],
    ],
    'docs/decisions/0010-rate-limits.md': [
      ['100,000 more requests\n  (`npm run bench:memory`).', '100,000 more\n  requests.'],
    ],
    'docs/decisions/0020-fast-path.md': [[' `npm run bench:cpu` and `npm run bench:bytes` show it.', '']],
    'docs/dependencies.md': [
      ['`@types/node`, `@types/pg`, `@types/react`', '`@types/node`, `@types/react`'],
      ['| unit, integration and attack tests; random inputs |', '| unit and contract tests; random inputs |'],
      ['tests of the workflows and the compose file', 'tests of the workflows'],
      ['| `better-auth`, `zod`, `jose` |', '| `zod`, `jose` |'],
      [
        '| `vitest`, `@axe-core/playwright` | Stay on 4 and 4.13: later versions need',
        '| `vitest` | Stay on 4: later versions need',
      ],
    ],
    'docs/interactive-transactions.md': [
      [
        "// Local Neon's connection isn't encrypted. Other hosts have the driver's defaults.",
        "// A proxy on this machine has no encrypted connection. Other hosts have the driver's defaults.",
      ],
      ['move `ws` to', 'add `ws` to'],
      [' The test sets it itself.', ''],
    ],
    'docs/neon-auth.md': [
      [
        "its page,\nthe file that calls it, and a test. `tests/unit/neon-auth-methods.test.ts` compares this page with the SDK's methods, the files and the tests.",
        "its page\nand the file that calls it. `tests/unit/neon-auth-methods.test.ts` compares this page with the SDK's methods and the files.",
      ],
      [" Local Neon doesn't have the endpoint (404).", ''],
    ],
    'docs/neon-branches.md': [
      [" Local Neon's data is in `.neon-local/`, so they don't conflict.", ''],
      [
        'of Neon, and run on local Neon with every `npm test`. So a difference between Neon and local Neon is noticed. To run',
        'of Neon. To run',
      ],
    ],
    'docs/sdk-faults.md': [
      [
        'remove a workaround and run its test. If the test passes, delete the workaround. If it fails, restore it.',
        'remove a workaround and try what its fault breaks. If it works, delete the workaround. If not, restore it.',
      ],
      ['| `tests/http/faults.test.ts` with the fault `slow` |', '| – |'],
      ['| `tests/http/sdk.test.ts`; see [', '| see ['],
      [', `tests/support/sdk.ts`.', '.'],
    ],
    'docs/security.md': [
      [
        `Each promise has a test that fails when the promise is broken. \`npm run test:attack\` runs the tests in \`tests/attack/\` against the production
build. It runs them again on a build without \`proxy.ts\`, except for the promises that only \`proxy.ts\` makes. The second`,
        'Only the promises that name a test have one. The second',
      ],
    ],
    'docs/self-hosting.md': [
      [
        ' To try the image without Neon,\n`docker compose up --build` starts it on PostgreSQL behind local Neon, at <http://localhost:3000>.',
        '',
      ],
    ],
    'docs/upgrade.md': [
      [
        ' Tests that then most often find something are `tests/attack/headers.test.ts` (the policy and its nonce) and\n`tests/http/session.test.ts`.',
        '',
      ],
      ['The `better-auth`, `zod` and `jose` versions', 'The `zod` and `jose` versions'],
      [', and\n`tests/integration/posts/plans.test.ts` must still find the indexes.', '.'],
    ],
    'lib/auth/providers.ts': [
      [
        "/** The origins that a sign-in form may redirect to: the providers', and Neon Auth's own, where local Neon simulates them. */",
        '/** The origins that a sign-in form may redirect to. */',
      ],
      [
        '[new URL(env.NEON_AUTH_BASE_URL).origin, ...providers.map(({ origin }) => origin)]',
        'providers.map(({ origin }) => origin)',
      ],
    ],
    'lib/environment/parse.ts': [
      [
        'Set these variables, or run on local Neon: npm run preview',
        'Set these variables. In development: npm run setup -- neon',
      ],
    ],
    'lib/forms/auth-errors.ts': [[' Local Neon trusts no address but this one.', '']],
    'lib/posts/samples.ts': [
      [
        'Each email that the app sends on your machine arrives in the mailbox of local Neon: ',
        'Neon Auth sends the emails: ',
      ],
      ['. Nothing leaves your machine.', '.'],
    ],
    'next.config.ts': [['needs neither tests nor local Neon;', 'needs no tests;']],
    'package.json': [
      ['node --import tsx scripts/dev.ts next dev"', 'next dev"'],
      ['"node --import tsx tests/run.ts"', '"npm run check"'],
    ],
    'renovate.json': [
      [
        `    {
      "description": "Later versions need Node.js 22",
      "matchPackageNames": ["@axe-core/playwright"],
      "allowedVersions": "<4.14"
    },
`,
        '',
      ],
      ['["better-auth", "zod", "jose"]', '["zod", "jose"]'],
    ],
    'scripts/doctor.ts': [
      ['Checks a set-up, or local Neon if no Neon variable is set.', 'Checks a set-up.'],
      ['isLocalNeon(variables) ? checkLocalNeon(variables, options) : ', ''],
    ],
    'scripts/environment.ts': [
      [
        "Returns `DATABASE_URL`, or local Neon's database URL when it isn't set.\n * @throws Error when neither exists, or `DATABASE_URL` isn't valid",
        "Returns `DATABASE_URL`.\n * @throws Error when it isn't set, or isn't valid",
      ],
      ['configuredUrl() ?? localNeonVariables().DATABASE_URL', 'configuredUrl()'],
      ['Start local Neon: npm run neon, or npm run dev with the app. To use Neon: npm', 'Write it to .env.local: npm'],
    ],
    'scripts/studio.ts': [
      ['{ databaseUrl, postgresUrl, runAsScript }', '{ databaseUrl, runAsScript }'],
      [
        `    // Without a database, this says how to get one.
    databaseUrl();
    const url = postgresUrl();
    if (!url) {
      throw new Error(
        'Local Neon has no port for the Postgres protocol. Start it with NEON_LOCAL_PG_PORT=5433, for example.',
      );
    }
    await openStudio(url);
`,
        '    await openStudio(databaseUrl());\n',
      ],
    ],
    'tests/support/contract-setup.ts': [
      [
        '/** Runs the contract tests on the Neon branch in the environment, which is migrated, or on local Neon if none is set. */',
        '/** Runs the contract tests on the Neon branch in the environment, which is migrated. */',
      ],
      [
        `  if (missingNeonVariables().length === 0) return;
  const neon = await startTestNeon();
  await migrate(neon.environment.DATABASE_URL);
  Object.assign(process.env, neon.environment);
  return () => neon.stop();
`,
        `  const missing = missingNeonVariables();
  if (missing.length > 0) throw new Error(\`Missing \${missing.join(' and ')}: npm run setup -- neon\`);
`,
      ],
    ],
    'tests/unit/code-blocks.test.ts': [['(?:scripts|local|tests)', '(?:scripts|tests)']],
    'tests/unit/container.test.ts': [
      ["['migrate', 'neon', 'app']", "['migrate', 'app']"],
      ["['scripts/migrate.ts', 'local/run.ts']", "['scripts/migrate.ts']"],
      ["'.env.*', '.neon-local', '.next'", "'.env.*', '.next'"],
    ],
    'tests/unit/dependencies.test.ts': [['dependencies, devDependencies, overrides', 'dependencies, overrides']],
    'tests/unit/environment.test.ts': [[' counts as not set, so that local Neon starts', ' counts as not set']],
    'tests/unit/imports.test.ts': [
      [
        `  {
    message: 'Only scripts/dev.ts and tests/ may import local/: call it over HTTP.',
    isBroken: (file, imported) =>
      !/^(local\\/|scripts\\/dev\\.ts$)/.test(file.path) && (imported === 'local' || imported.startsWith('local/')),
  },
  {
    message: 'local/ must not import the app: it can be published by itself.',
    isBroken: (file, imported) => file.path.startsWith('local/') && /^(app|lib|scripts|tests)\\//.test(imported),
  },
`,
        '',
      ],
      ['/^(app|lib|local|scripts)\\//.test(imported) &&', '/^(app|lib|scripts)\\//.test(imported) &&'],
      ["!file.path.startsWith('local/') && /", '/'],
      ["['app', 'lib', 'local', 'scripts']", "['app', 'lib', 'scripts']"],
    ],
    'tests/unit/neon-auth-methods.test.ts': [
      ['`([^`]+)`: (.+) \\|$/gm', '(?:`([^`]+)`: (.+)|–) \\|$/gm'],
      [
        "  expect(namesTest(readFileSync(testFile, 'utf8'), title)).toBe(true);",
        "  if (testFile) expect(namesTest(readFileSync(testFile, 'utf8'), title)).toBe(true);",
      ],
    ],
    'tests/unit/readme.test.ts': [["['.', 'local', ...foldersIn", "['.', ...foldersIn"]],
    'tests/unit/structure.test.ts': [
      ["['app', 'lib', 'local', 'scripts', 'tests']", "['app', 'lib', 'scripts', 'tests']"],
    ],
    'tests/unit/voice.test.ts': [["'lib', 'local', 'scripts'", "'lib', 'scripts'"]],
    'tsconfig.build.json': [['"local", "scripts/dev.ts", "scripts/dev", ', '']],
  },
};
