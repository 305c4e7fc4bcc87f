import { cp, mkdtemp, rm } from 'node:fs/promises';
import { request as forward } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './app';
import { ensureBuild } from './build';
import { pollUntil, type RunningProcess, runNode, stopProcess } from './neon';
import { startServer, type TestServer } from './server';

export interface Instance {
  url: string;
  process: RunningProcess;
}

/** A copy of the standalone build, as in the image of the Dockerfile. */
export interface Image {
  /** Starts the server on a free port. */
  start(environment: Record<string, string>): Promise<Instance>;
  /** Stops every instance. */
  remove(): Promise<void>;
}

/** Copies the standalone build out of the project, where the server finds no other packages than its own. */
export async function createImage(): Promise<Image> {
  const build = await ensureBuild('product');
  const folder = await mkdtemp(path.join(tmpdir(), 'standalone-'));
  await cp(`${build}/.next/standalone`, folder, { recursive: true });
  await cp(`${build}/.next/static`, `${folder}/.next/static`, { recursive: true });
  const instances: Instance[] = [];
  return {
    start: async (environment) => {
      const port = String(await freePort());
      const options = { HOSTNAME: '127.0.0.1', PORT: port, ...environment };
      const instance = { url: `http://localhost:${port}`, process: runNode(['server.js'], options, { cwd: folder }) };
      instances.push(instance);
      await pollUntil(instance.process, async () => {
        const response = await fetch(`${instance.url}/api/health?probe=live`).catch(() => null);
        return response?.ok ? response : null;
      });
      return instance;
    },
    remove: async () => {
      for (const { process } of instances) await stopProcess(process);
      await rm(folder, { recursive: true });
    },
  };
}

/** Sends each request to the next instance, as a load balancer does. */
export function balance(instances: Instance[]): Promise<TestServer> {
  let count = 0;
  return startServer((request, response) => {
    const { port } = new URL(instances[count++ % instances.length]?.url ?? '');
    const headers = { ...request.headers, 'x-forwarded-host': request.headers.host ?? '' };
    const options = { host: '127.0.0.1', port, path: request.url, method: request.method, headers };
    const upstream = forward(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
}
