import { Agent, get } from 'node:http';
import type { Server } from './servers';

export const CONCURRENCY = 8;

/** One measurement: CPU per request in milliseconds, and the latencies. */
export interface Sample {
  cpu: number;
  latencies: number[];
}

/** What a browser sends for a page. */
export const BROWSER_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-US,en;q=0.9',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'same-origin',
  'upgrade-insecure-requests': '1',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
};

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

/**
 * Sends `count` requests, `CONCURRENCY` at a time, to a server that has preloaded `report-cpu.mjs`.
 * @throws Error on a status other than 200
 */
export async function load(server: Server, path: string, cookie: string, count: number): Promise<Sample> {
  const cpu = async () => Number(await server.report()) / 1_000;
  const before = await cpu();
  const latencies = await send(server.url + path, cookie, count);
  return { cpu: ((await cpu()) - before) / count, latencies };
}

/** Sends `count` requests, `CONCURRENCY` at a time. Returns their latencies. @throws Error on a status other than 200 */
export async function send(url: string, cookie: string, count: number): Promise<number[]> {
  const latencies: number[] = [];
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      sent += 1;
      latencies.push(await request(url, cookie));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return latencies;
}

/** Returns how long a request takes, in milliseconds, the whole body included. */
function request(url: string, cookie: string): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { ...BROWSER_HEADERS, cookie } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode} from ${url}`));
      response.on('end', () => resolve(performance.now() - start)).resume();
    }).once('error', reject);
  });
}

/** Returns the value below which a share of the values lies. */
export function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}
