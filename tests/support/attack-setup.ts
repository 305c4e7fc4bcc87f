import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serializeApp, startTestApp, type TestApp } from './app';
import { ensureBuild } from './build';

/**
 * Starts the production build, the same build behind a trusted proxy, and a build without proxy.ts. Each has its own local
 * Neon and log file.
 */
export default async function setup() {
  const product = await ensureBuild('product');
  const withoutProxy = await ensureBuild('without-proxy');
  const logs = await mkdtemp(path.join(tmpdir(), 'attacked-'));
  const apps = await Promise.all([
    start('WITH_PROXY', product),
    start('BEHIND_PROXY', product, { TRUSTED_PROXY_HOPS: '1' }),
    start('WITHOUT_PROXY', withoutProxy),
  ]);
  for (const { name, app } of apps) {
    const log = path.join(logs, name);
    captureOutput(app, log);
    process.env[`ATTACKED_${name}`] = JSON.stringify({ ...JSON.parse(serializeApp(app)), log });
  }
  return async () => {
    await Promise.all(apps.map(({ app }) => app.stop()));
    await rm(logs, { recursive: true });
  };
}

async function start(name: string, folder: string, environment: Record<string, string> = {}) {
  return { name, app: await startTestApp(folder, environment) };
}

function captureOutput({ process: { stdout, stderr }, output }: TestApp, log: string): void {
  appendFileSync(log, output());
  for (const stream of [stdout, stderr]) stream?.on('data', (data) => appendFileSync(log, data));
}
