import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Rule {
  /** What to do about it. */
  say: string;
  broken: (file: SourceFile, imported: string) => boolean;
}

interface SourceFile {
  path: string;
  source: string;
}

const DATABASE = /^lib\/db\/(client|connection)$/;
const MAY_TOUCH_DATABASE = /^(lib\/db\/|lib\/[^/]+\/(statements|queries|mutations)\.ts|scripts\/|tests\/)/;
const CLIENT_MAY_IMPORT = /^lib\/([^/]+\/input|auth\/client|app-name|class-names)$/;

const RULES: Rule[] = [
  {
    say: 'lib/ knows nothing of app/: pass what it needs as an argument.',
    broken: (file, imported) => file.path.startsWith('lib/') && imported.startsWith('app/'),
  },
  {
    say: 'lib/ has no JSX: what is shown belongs to app/.',
    broken: (file, imported) =>
      file.path.startsWith('lib/') && (file.path.endsWith('.tsx') || imported === 'react-dom'),
  },
  {
    say: 'lib/posts takes the user as an argument: it reads no cookies and no session.',
    broken: (file, imported) =>
      /^lib\/posts\//.test(file.path) && /^(next\/headers|lib\/auth\/session)$/.test(imported),
  },
  {
    say: 'Nothing imports local/: the app only talks to it over HTTP.',
    broken: (file, imported) => !/^(local|tests)\//.test(file.path) && imported.startsWith('local/'),
  },
  {
    say: 'Only lib/db, statements, queries, mutations and scripts touch the database: ask one of those.',
    broken: (file, imported) => DATABASE.test(imported) && !MAY_TOUCH_DATABASE.test(file.path),
  },
  {
    say: 'A client component imports client components, lib/*/input, lib/auth/client, lib/app-name, lib/class-names and types: nothing else reaches the browser.',
    broken: (file, imported) =>
      isClient(file) &&
      /^(app|lib|local|scripts)\//.test(imported) &&
      !CLIENT_MAY_IMPORT.test(imported) &&
      !isClientModule(imported),
  },
  {
    say: "A route's _components are its own: move what a second route needs to app/_components.",
    broken: (file, imported) => {
      const room = /^(app\/.+)\/_components\//.exec(imported)?.[1];
      return room !== undefined && !file.path.startsWith(`${room}/`);
    },
  },
];

/**
 * A module of app/ that says 'use client', or 'use server', of which the browser gets only an address; or a component of
 * shadcn/ui, which may be for both sides.
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

/** What a file imports, type imports aside, as paths from the root; packages keep their names. */
function importsOf({ path: file, source }: SourceFile): string[] {
  const pattern = /^(?:import|export)\s+(?!type\b)[^'"]*?from\s+['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/gm;
  return [...source.matchAll(pattern)].map(([, from, bare]) => {
    const imported = from ?? bare ?? '';
    if (imported.startsWith('@/')) return imported.slice(2);
    return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported) : imported;
  });
}

function offences(file: SourceFile): string[] {
  const broken = importsOf(file).flatMap((imported) =>
    RULES.filter((rule) => rule.broken(file, imported)).map(({ say }) => `${file.path} imports ${imported}. ${say}`),
  );
  if (/\bauth\.getSession\b/.test(file.source) && file.path !== 'lib/auth/session.ts') {
    broken.push(`${file.path} calls auth.getSession. Ask currentUser() or visitorOf() in lib/auth/session.ts.`);
  }
  if (/\bawait db\b/.test(file.source) && /^lib\/[^/]+\/(statements|queries|mutations)\.ts$/.test(file.path)) {
    broken.push(`${file.path} runs a statement as the owner. Give it to asUser() or forUser() in lib/db/as-user.ts.`);
  }
  if (/^'use server'/.test(file.source)) {
    const exported = file.source.match(/^export .*/gm) ?? [];
    for (const line of exported.filter((one) => !/= \w*Action\(|\(state: FormState, form: FormData\)/.test(one))) {
      broken.push(`${file.path}: ${line}. A form goes through formAction() or what is made of it.`);
    }
  }
  const readsEnvironment = /process\.env(?!\.NEXT_RUNTIME|\.NODE_ENV)/.test(file.source);
  if (readsEnvironment && /^(app|lib)\//.test(file.path) && file.path !== 'lib/env.ts') {
    broken.push(`${file.path} reads process.env. Take it from lib/env.ts, where it is checked.`);
  }
  return broken;
}

function sources(): SourceFile[] {
  const rooms = ['app', 'lib', 'local', 'scripts'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(room, name.replaceAll('\\', '/')),
    ),
  );
  return [...rooms, 'proxy.ts', 'instrumentation.ts']
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: name, source: readFileSync(name, 'utf8') }));
}

test('every file imports only what its room may', () => {
  expect(sources().flatMap(offences)).toEqual([]);
});

describe('a file that breaks a rule is told what to do', () => {
  test.each([
    ['lib/posts/queries.ts', "import { Card } from '@/app/_components/card';", /lib\/ knows nothing of app/],
    ['app/page.tsx', "import { startNeon } from '../local/neon';", /Nothing imports local/],
    ['app/page.tsx', "import { db } from '@/lib/db/client';", /touch the database/],
    ['app/x.tsx', "'use client';\nimport { env } from '@/lib/env';", /A client component imports/],
    [
      'app/x.tsx',
      "'use client';\nimport { SiteHeader } from '@/app/_components/site-header';",
      /A client component imports/,
    ],
    ['lib/card.tsx', "import { z } from 'zod';", /no JSX/],
    ['lib/posts/queries.ts', "import { cookies } from 'next/headers';", /reads no cookies/],
    ['app/account/page.tsx', "import { PostList } from '../posts/_components/post-list';", /_components are its own/],
    ['app/page.tsx', 'const session = await auth.getSession();', /Ask currentUser/],
    ['lib/posts/mutations.ts', 'const rows = await db.delete(posts);', /Give it to asUser/],
    ['lib/auth/server.ts', 'const url = process.env.NEON_AUTH_BASE_URL;', /lib\/env\.ts/],
    ['app/x/actions.ts', "'use server';\nexport async function save(id: string) {}", /goes through formAction/],
  ])('%s: %s', (file, source, said) => {
    expect(offences({ path: file, source })).toEqual([expect.stringMatching(said)]);
  });
});
