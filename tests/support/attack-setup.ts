import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestApp, type TestApp } from './app';
import { ensureBuild } from './build';
import { createTemplate } from './neon';

/**
 * Starts the production build, the same build behind a trusted proxy, and a build without proxy.ts. Each has its own local
 * Neon and log file.
 */
export default async function setup() {
  const product = await ensureBuild('product');
  const withoutProxy = await ensureBuild('without-proxy');
  const template = await createTemplate();
  const logs = await mkdtemp(path.join(tmpdir(), 'attacked-'));
  const apps = {
    WITH_PROXY: await startTestApp(product),
    BEHIND_PROXY: await startTestApp(product, { TRUSTED_PROXY_HOPS: '1' }),
    WITHOUT_PROXY: await startTestApp(withoutProxy),
  };
  for (const [name, app] of Object.entries(apps)) {
    const log = path.join(logs, name);
    captureOutput(app, log);
    process.env[`ATTACKED_${name}`] = JSON.stringify({
      url: app.url,
      origin: app.neon.origin,
      log,
      ...app.neon.environment,
    });
  }
  return async () => {
    await Promise.all(Object.values(apps).map((app) => app.stop()));
    await template.remove();
    await rm(logs, { recursive: true });
  };
}

function captureOutput({ process: { stdout, stderr }, output }: TestApp, log: string): void {
  appendFileSync(log, output());
  for (const stream of [stdout, stderr]) stream?.on('data', (data) => appendFileSync(log, data));
}
