import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CAPABILITIES } from '../../scripts/setup/capabilities';
import { removeCapabilities } from '../../scripts/setup/capability';
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

/** How each build differs from the tree. */
const VARIANTS = {
  product: async () => {},
  'without-proxy': (folder: string) => rm(`${folder}/proxy.ts`),
  // As in the Dockerfile.
  standalone: (folder: string) => writeFile(`${folder}/.env`, 'BUILD_STANDALONE=1\n'),
  // It also has what tests add, because a build takes long.
  'without-capabilities': async (folder: string) => {
    removeCapabilities(folder, Object.values(CAPABILITIES));
    await addTestRoutes(folder);
  },
};
export type Variant = keyof typeof VARIANTS;

/**
 * Builds a variant of the tree for production, unless it has been built from the same sources before. The product builds in
 * place, other variants in a changed copy inside the project, where the packages are found.
 * @returns the folder of the build
 * @throws Error with the output of `next build` if it fails
 */
export function ensureBuild(variant: Variant): Promise<string> {
  if (variant === 'product') return buildOnce('.', SOURCES, async () => {});
  return buildOnce(`.test-builds/${variant}`, [...SOURCES, ...VARIANT_SOURCES], async (folder) => {
    for (const source of SOURCES) await cp(source, `${folder}/${source}`, { recursive: true });
    await VARIANTS[variant](folder);
  });
}

/**
 * Builds a folder for production, unless it has been built from the same sources before.
 * @param fill copies the sources into the folder, which is empty; not called for the repository itself
 */
export async function buildOnce(
  folder: string,
  sources: string[],
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const stamp = path.join(folder, '.next', 'test-stamp');
  const hash = hashFiles(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === `${hash} ${buildId(folder)}`) return folder;
  if (folder !== '.') {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await fill(folder);
  }
  await build(folder);
  writeFileSync(stamp, `${hash} ${buildId(folder)}`);
  return folder;
}

/** The id of the build in a folder: another build has another one, whatever started it. */
function buildId(folder: string): string {
  const file = path.join(folder, '.next', 'BUILD_ID');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function addTestRoutes(folder: string): Promise<void> {
  await mkdir(`${folder}/app/api/sdk`);
  await cp(SDK_ROUTE, `${folder}/app/api/sdk/route.ts`);
  await mkdir(`${folder}/app/components`);
  await cp(COMPONENTS_PAGE, `${folder}/app/components/page.tsx`);
}

function build(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build', folder], {
      env: { ...process.env, ...EMPTY_ENVIRONMENT },
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
