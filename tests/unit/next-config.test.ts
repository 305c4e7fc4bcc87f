import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER } from 'next/constants';
import { matchHas } from 'next/dist/shared/lib/router/utils/prepare-destination';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import config from '@/next.config';

/** Returns whether a request with these headers gets Strict-Transport-Security, by Next.js's own rules. */
async function isStrict(headers: Record<string, string>): Promise<boolean> {
  const request = { headers, cookies: {} } as unknown as Parameters<typeof matchHas>[0];
  const rules = (await config(PHASE_PRODUCTION_SERVER).headers?.()) ?? [];
  return rules
    .filter((rule) => rule.headers.some(({ key }) => key === 'Strict-Transport-Security'))
    .some((rule) => matchHas(request, {}, rule.has, rule.missing));
}

describe('Strict-Transport-Security', () => {
  test.each([
    { host: 'example.com' },
    { host: 'localhost.example.com' },
    { host: 'notlocalhost:3000' },
    { host: '127.0.0.1:3000', 'x-forwarded-host': 'example.com' },
    { host: '127.0.0.1:3000', 'x-forwarded-host': 'example.com, localhost' },
  ])('is set for https requests to %j', async (host) => {
    expect(await isStrict({ ...host, 'x-forwarded-proto': 'https' })).toBe(true);
    expect(await isStrict({ ...host, 'x-forwarded-proto': 'https,http' })).toBe(true);
    expect(await isStrict({ ...host, 'x-forwarded-proto': 'http' })).toBe(false);
    expect(await isStrict(host)).toBe(false);
  });

  test.each([
    ...['localhost', 'localhost:3000', 'localhost.:3000', 'app.localhost', 'a.b.localhost:443'],
    ...['127.0.0.1', '127.0.0.1:3000', '127.1.2.3', '[::1]', '[::1]:3000'],
  ])('is never set for %s', async (host) => {
    expect(await isStrict({ host, 'x-forwarded-proto': 'https' })).toBe(false);
    expect(await isStrict({ host: 'upstream', 'x-forwarded-host': host, 'x-forwarded-proto': 'https' })).toBe(false);
    const hosts = `${host}, proxy.example.com`;
    expect(await isStrict({ host: 'upstream', 'x-forwarded-host': hosts, 'x-forwarded-proto': 'https' })).toBe(false);
  });
});

describe("Next.js's root", () => {
  let parent: string;
  let project: string;
  beforeEach(() => {
    parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'root-')));
    project = path.join(parent, 'apps', 'project');
    mkdirSync(project, { recursive: true });
    copyConfig();
    writeFileSync(path.join(parent, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(parent, 'package-lock.json'), '{}');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  /** Copies the configuration and what it imports. */
  function copyConfig(): void {
    cpSync('next.config.ts', path.join(project, 'next.config.ts'));
    cpSync('lib/environment', path.join(project, 'lib/environment'), { recursive: true });
  }

  /** Creates a package that stands for Next.js. */
  function installNext(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "name": "next" }');
    const constants = Object.entries({ PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD });
    const exported = constants.map(([name, value]) => `exports.${name} = '${value}';`);
    writeFileSync(path.join(folder, 'constants.js'), exported.join('\n'));
  }

  /** Loads the copied configuration in its own process. */
  function load(phase: string) {
    const file = JSON.stringify(pathToFileURL(path.join(project, 'next.config.ts')).href);
    const script = `import(${file}).then(({ default: config }) => {
      const { turbopack, outputFileTracingRoot } = config('${phase}');
      console.log(JSON.stringify([turbopack.root, outputFileTracingRoot]));
    })`;
    return spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { encoding: 'utf8' });
  }

  function roots(): unknown {
    const { stdout, stderr } = load(PHASE_PRODUCTION_SERVER);
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  test('is the project, even if a parent folder has a lockfile', () => {
    installNext(path.join(project, 'node_modules/next'));
    expect(roots()).toEqual([project, project]);
  });

  test('is the project when its packages are elsewhere', () => {
    mkdirSync(path.join(project, 'node_modules'));
    symlinkSync(path.resolve('node_modules/next'), path.join(project, 'node_modules/next'));
    expect(roots()).toEqual([project, project]);
  });

  test('is the workspace that contains the packages', () => {
    installNext(path.join(parent, 'node_modules/next'));
    expect(roots()).toEqual([parent, parent]);
  });

  test("is the workspace that contains pnpm's packages", () => {
    const store = path.join(parent, 'node_modules/.pnpm/next@1.0.0/node_modules/next');
    installNext(store);
    mkdirSync(path.join(project, 'node_modules'));
    symlinkSync(store, path.join(project, 'node_modules/next'));
    expect(roots()).toEqual([parent, parent]);
  });

  test('cannot contain #, which Tailwind CSS cannot read: building names the folder', () => {
    project = path.join(parent, 'apps', 'c#');
    mkdirSync(project);
    copyConfig();
    installNext(path.join(project, 'node_modules/next'));
    for (const phase of [PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD]) {
      expect(load(phase).stderr).toContain(
        `Tailwind CSS can't read files in ${project}: move the project to a path without "#".`,
      );
    }
    expect(roots()).toEqual([project, project]);
  });
});
