import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { lockFolder } from '../../local/postgres/folder-lock';
import { ALL, partsOf } from '../../scripts/setup/capabilities';
import { removeParts } from '../../scripts/setup/capability';
import { hashFiles } from './hash-files';
import { EMPTY_ENVIRONMENT } from './neon';

/** Everything that a build reads. */
const SOURCES = [
  ...['app', 'lib', 'proxy.ts', 'instrumentation.ts', 'next.config.ts'],
  ...['postcss.config.mjs', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'],
];

/** A route that calls SDK methods by name. */
const SDK_ROUTE = 'tests/support/sdk-route.ts';

/** A page with components as adopters add them. */
const COMPONENTS_PAGE = 'tests/support/components-page.tsx';

/** What a variant reads in addition. */
const VARIANT_SOURCES = ['scripts/setup', 'tests/support/build.ts', SDK_ROUTE, COMPONENTS_PAGE];

const FunctionsManifest = z.looseObject({
  functions: z.looseObject({ '/_middleware': z.looseObject({}).optional() }),
});

/** How each build differs from the tree. */
const VARIANTS = {
  product: async () => {},
  // It also has what tests add, because a build takes long.
  'without-capabilities': async (folder: string) => {
    await cp('scripts/setup/landing-page.tsx', `${folder}/app/page.tsx`);
    removeParts(folder, partsOf(ALL));
    await addTestRoutes(folder);
  },
};
export type Variant = keyof typeof VARIANTS;

/** For a hook that builds, on a machine that may be busy, unless `npm test` has built before. In milliseconds. */
export const BUILD_TIMEOUT = 600_000;

/**
 * Builds a variant of the tree for production, unless it has been built from the same sources before. The product builds in
 * place, with the standalone output beside the usual one. Other variants build in a changed copy inside the project, where the
 * packages are found.
 * @returns the folder of the build
 * @throws Error with the output of `next build` if it fails
 */
export function ensureBuild(variant: Variant): Promise<string> {
  if (variant === 'product') return buildOnce('.', SOURCES, async () => {}, { BUILD_STANDALONE: '1' });
  return buildOnce(`.test-builds/${variant}`, [...SOURCES, ...VARIANT_SOURCES], async (folder) => {
    await copySources(folder);
    await VARIANTS[variant](folder);
  });
}

/**
 * Copies the product's build and takes proxy.ts out of it. Pages are the same as in a build without that file, which takes long.
 * @returns the folder of the build
 */
export async function copyWithoutProxy(): Promise<string> {
  const folder = '.test-builds/without-proxy';
  const product = await ensureBuild('product');
  await rm(folder, { recursive: true, force: true });
  await copySources(folder);
  await rm(`${folder}/proxy.ts`);
  for (const part of await readdir(`${product}/.next`)) {
    if (['cache', 'dev', 'standalone'].includes(part)) continue;
    await cp(`${product}/.next/${part}`, `${folder}/.next/${part}`, { recursive: true });
  }
  // Next.js finds proxy.ts here.
  const manifest = `${folder}/.next/server/functions-config-manifest.json`;
  const { functions, ...rest } = FunctionsManifest.parse(JSON.parse(await readFile(manifest, 'utf8')));
  delete functions['/_middleware'];
  await writeFile(manifest, JSON.stringify({ ...rest, functions }));
  return folder;
}

/**
 * Builds a folder for production, unless it has been built from the same sources before. While another process builds it, waits.
 * @param fill copies the sources into the folder, which is empty; not called for the repository itself
 * @param environment variables for the build
 */
export async function buildOnce(
  folder: string,
  sources: string[],
  fill: (folder: string) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const unlock = await lock(folder);
  try {
    const stamp = path.join(folder, '.next', 'test-stamp');
    const hash = hashFiles(sources);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === `${hash} ${buildId(folder)}`) return folder;
    if (folder !== '.') {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await fill(folder);
    }
    await build(folder, environment);
    writeFileSync(stamp, `${hash} ${buildId(folder)}`);
    return folder;
  } finally {
    await unlock();
  }
}

/** Waits until no other process builds the folder. */
async function lock(folder: string): Promise<() => Promise<void>> {
  for (;;) {
    const result = await lockFolder(folder);
    if (result.held) return result.release;
    if (!result.owner) throw new Error(`Port ${result.port} is in use, and the build of ${folder} needs it as a lock.`);
    await setTimeout(500);
  }
}

/** The id of the build in a folder: another build has another one, whatever started it. */
function buildId(folder: string): string {
  const file = path.join(folder, '.next', 'BUILD_ID');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function copySources(folder: string): Promise<void> {
  for (const source of SOURCES) await cp(source, `${folder}/${source}`, { recursive: true });
}

async function addTestRoutes(folder: string): Promise<void> {
  await mkdir(`${folder}/app/api/sdk`);
  await cp(SDK_ROUTE, `${folder}/app/api/sdk/route.ts`);
  await mkdir(`${folder}/app/components`);
  await cp(COMPONENTS_PAGE, `${folder}/app/components/page.tsx`);
}

function build(folder: string, environment: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build', folder], {
      env: { ...process.env, ...EMPTY_ENVIRONMENT, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        output += data;
      });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`next build failed:\n${output}`))));
  });
}
