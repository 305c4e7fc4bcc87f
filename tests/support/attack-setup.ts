import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce, startTestApp, type TestApp } from './app';
import { startCopiedApp } from './copied-app';
import { createTemplate } from './neon';

/**
 * Starts the production build, the same build behind a trusted proxy, and a build without proxy.ts. Each has its own local
 * Neon and log file.
 */
export default async function setup() {
  buildOnce();
  const template = await createTemplate();
  const logs = await mkdtemp(path.join(tmpdir(), 'attacked-'));
  const apps = {
    WITH_PROXY: await startTestApp(),
    BEHIND_PROXY: await startTestApp('.', { TRUSTED_PROXY_HOPS: '1' }),
    WITHOUT_PROXY: await startCopiedApp('.without-proxy', (folder) => rm(`${folder}/proxy.ts`)),
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
