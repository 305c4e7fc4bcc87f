import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Rule {
  /** Names the fix. */
  message: string;
  isBroken: (file: SourceFile, imported: string) => boolean;
}

interface SourceFile {
  path: string;
  source: string;
}

const DATABASE = /^lib\/db\/(client|connection)$/;
const MAY_TOUCH_DATABASE =
  /^(lib\/db\/|(lib|app)\/[^/]+\/(statements|queries|mutations)\.ts|scripts\/|app\/api\/health\/)/;
const CLIENT_MAY_IMPORT =
  /^(lib\/([^/]+\/input|auth\/client|text\/characters|site|utils)|app\/theme\/themes|app\/([^/]+\/)*notices)$/;
/** The only files that import a capability from outside: each is a list with a line per capability. */
const CAPABILITY_LISTS = ['app/_notices/notices.ts', 'app/account/deletion-checks.ts'];

const RULES: Rule[] = [
  {
    message: 'lib/ must not import app/: pass the value as an argument.',
    isBroken: (file, imported) => file.path.startsWith('lib/') && imported.startsWith('app/'),
  },
  {
    message: 'lib/ must not contain JSX: move the component to app/.',
    isBroken: (file, imported) =>
      file.path.startsWith('lib/') && (file.path.endsWith('.tsx') || imported === 'react-dom'),
  },
  {
    message: 'A feature in lib/ must not read cookies or the session: pass the user as an argument.',
    isBroken: (file, imported) =>
      /^lib\/[^/]+\/(table|input|statements|queries|mutations)\.ts$/.test(file.path) &&
      /^(next\/headers|lib\/auth\/session)$/.test(imported),
  },
  {
    message: 'Only scripts/dev.ts and tests/ may import local/: call it over HTTP.',
    isBroken: (file, imported) =>
      !/^(local\/|scripts\/dev\.ts$)/.test(file.path) && (imported === 'local' || imported.startsWith('local/')),
  },
  {
    message: 'local/ must not import the app: it can be published by itself.',
    isBroken: (file, imported) => file.path.startsWith('local/') && /^(app|lib|scripts|tests)\//.test(imported),
  },
  {
    message:
      'Only lib/db, statements, queries, mutations, scripts and the health check may access the database: call one of those.',
    isBroken: (file, imported) => DATABASE.test(imported) && !MAY_TOUCH_DATABASE.test(file.path),
  },
  {
    message:
      'A client component may import only client components, lib/*/input, lib/auth/client, lib/text/characters, lib/site, lib/utils, app/theme/themes, notices and types.',
    isBroken: (file, imported) =>
      isClient(file) &&
      /^(app|lib|local|scripts)\//.test(imported) &&
      !CLIENT_MAY_IMPORT.test(imported) &&
      !isClientModule(imported),
  },
  {
    message: `Only ${CAPABILITY_LISTS.join(' and ')} may import a capability: the rest must work without it.`,
    isBroken: (file, imported) => {
      const capability = /^app\/[^/_]+\//.exec(imported)?.[0];
      return isCapability(capability) && !file.path.startsWith(capability) && !CAPABILITY_LISTS.includes(file.path);
    },
  },
  {
    message: "A route's _components are private: move shared components to app/_components.",
    isBroken: (file, imported) => {
      const route = /^(app\/.+)\/_components\//.exec(imported)?.[1];
      return route !== undefined && !file.path.startsWith(`${route}/`);
    },
  },
];

/** Whether a folder can be deleted as a whole: it keeps its own notices. */
function isCapability(folder: string | undefined): folder is string {
  return folder !== undefined && existsSync(`${folder}notices.ts`);
}

/**
 * Returns whether a client component may import a module: one with 'use client' or 'use server', a stylesheet, or a
 * shadcn/ui component.
 */
function isClientModule(imported: string): boolean {
  if (imported.startsWith('app/_components/ui/')) return true;
  const file = ['.tsx', '.ts', '']
    .map((ending) => imported + ending)
    .find((name) => existsSync(name) && /\.\w+$/.test(name));
  if (!imported.startsWith('app/') || !file) return false;
  return file.endsWith('.css') || /^\s*['"]use (client|server)['"]/.test(readFileSync(file, 'utf8'));
}

function isClient({ source }: SourceFile): boolean {
  return /^\s*(\/\/.*\n|\/\*[\s\S]*?\*\/|\s)*['"]use client['"]/.test(source);
}

/** Lists a file's imports, except type imports: paths from the root, or package names. */
function importsOf({ path: file, source }: SourceFile): string[] {
  const pattern = /^(?:import|export)\s+(?!type\b)[^'"]*?from\s+['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/gm;
  return [...source.matchAll(pattern)].map(([, from, bare]) => {
    const imported = from ?? bare ?? '';
    if (imported.startsWith('@/')) return imported.slice(2);
    return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported) : imported;
  });
}

function violations(file: SourceFile): string[] {
  const found = importsOf(file).flatMap((imported) =>
    RULES.filter((rule) => rule.isBroken(file, imported)).map(
      ({ message }) => `${file.path} imports ${imported}. ${message}`,
    ),
  );
  if (!file.path.startsWith('local/') && /\bauth\.getSession\b/.test(file.source)) {
    found.push(
      `${file.path} calls auth.getSession. Call currentUser() or requireUser() in lib/auth/session.ts instead.`,
    );
  }
  if (/\bawait db\b/.test(file.source) && /^(lib|app)\/[^/]+\/(statements|queries|mutations)\.ts$/.test(file.path)) {
    found.push(`${file.path} runs a statement as the owner. Pass it to asUser() or readPublic() in lib/db/as-user.ts.`);
  }
  if (/^'use server'/.test(file.source)) {
    const exported = file.source.match(/^export .*/gm) ?? [];
    for (const line of exported.filter(
      (declaration) => !/= \w*Action\(|\(state: FormState, form: FormData\)/.test(declaration),
    )) {
      found.push(`${file.path}: ${line}. Build form actions with formAction() or a wrapper of it.`);
    }
  }
  const readsEnvironment = /process\.env(?!\.NEXT_RUNTIME|\.NODE_ENV)/.test(file.source);
  if (readsEnvironment && /^(app|lib)\//.test(file.path) && file.path !== 'lib/env.ts') {
    found.push(`${file.path} reads process.env. Import the validated value from lib/env.ts.`);
  }
  return found;
}

function sources(): SourceFile[] {
  const files = ['app', 'lib', 'local', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
  return [...files, 'proxy.ts', 'instrumentation.ts']
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: name, source: readFileSync(name, 'utf8') }));
}

test('every file follows the import rules', () => {
  expect(sources().flatMap(violations)).toEqual([]);
});

describe('the error for a violation names the fix', () => {
  test.each([
    ['lib/tasks/queries.ts', "import { Card } from '@/app/_components/card';", /lib\/ must not import app/],
    ['app/page.tsx', "import { startNeon } from '../local/neon';", /may import local/],
    ['scripts/migrate.ts', "import { startNeon } from '../local';", /may import local/],
    ['local/router.ts', "import { isLoopback } from '../lib/http/host';", /must not import the app/],
    ['app/page.tsx', "import { db } from '@/lib/db/client';", /may access the database/],
    ['app/x.tsx', "'use client';\nimport { env } from '@/lib/env';", /A client component may import/],
    [
      'app/x.tsx',
      "'use client';\nimport { AccountShell } from '@/app/_components/account-shell';",
      /A client component may import/,
    ],
    ['lib/card.tsx', "import { z } from 'zod';", /must not contain JSX/],
    ['lib/tasks/queries.ts', "import { cookies } from 'next/headers';", /must not read cookies/],
    ['app/account/page.tsx', "import { TaskList } from '../tasks/_components/task-list';", /_components are private/],
    ['app/page.tsx', 'const session = await auth.getSession();', /Call currentUser/],
    ['lib/tasks/mutations.ts', 'const rows = await db.delete(tasks);', /Pass it to asUser/],
    ['lib/auth/server.ts', 'const url = process.env.NEON_AUTH_BASE_URL;', /lib\/env\.ts/],
    ['app/x/actions.ts', "'use server';\nexport async function save(id: string) {}", /with formAction/],
  ])('%s: %s', (file, source, message) => {
    expect(violations({ path: file, source })).toEqual([expect.stringMatching(message)]);
  });
});
