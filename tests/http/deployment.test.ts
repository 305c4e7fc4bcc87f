import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../support/app';
import { stage } from '../support/dockerfile';
import { runNode, stopProcess, waitForExit } from '../support/neon';
import { readForm, sendForm } from '../support/raw-form';
import { startServer, type TestServer } from '../support/server';
import { balance, createImage, type Image, type Instance } from '../support/standalone';
import { app } from '../support/worker-app';

const NEON = {
  DATABASE_URL: app.databaseUrl,
  NEON_AUTH_BASE_URL: app.authUrl,
  NEON_AUTH_COOKIE_SECRET: app.cookieSecret,
};

let image: Image;
beforeAll(async () => {
  image = await createImage();
});
afterAll(() => image.remove());

describe('the standalone build', () => {
  let instances: Instance[];
  let balancer: TestServer;
  beforeAll(async () => {
    instances = [await image.start(NEON), await image.start(NEON)];
    balancer = await balance(instances);
  });
  afterAll(() => balancer.close());

  test('serves pages, styles and scripts', async () => {
    const html = await (await fetch(balancer.origin)).text();
    const assets = [...html.matchAll(/(?:href|src)="(\/_next\/static\/[^"]+)"/g)].map(([, url = '']) => url);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) expect([asset, (await fetch(balancer.origin + asset)).status]).toEqual([asset, 200]);
  });

  test("passes the image's health check, which fails when the app is gone", async () => {
    const [, ...command] = stage('app').healthCheck ?? [];
    const check = (port: string) => waitForExit(runNode(command, { PORT: port }));
    expect(await check(new URL(instances[0]?.url ?? '').port)).toBe(0);
    expect(await check(String(await freePort()))).toBe(1);
  });

  test('runs twice behind one address: a form that one instance rendered works on the other, and both know the session', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const form = await readForm(`${balancer.origin}/auth/sign-up`);
    const signedUp = await sendForm(form, [
      ['name', 'Grace Hopper'],
      ['email', email],
      ['password', 'correct horse battery'],
    ]);
    expect(signedUp.status).toBe(303);
    const cookie = signedUp.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    for (const attempt of [1, 2]) {
      const response = await fetch(`${balancer.origin}/account`, { headers: { cookie }, redirect: 'manual' });
      expect([attempt, response.status, (await response.text()).includes(email)]).toEqual([attempt, 200, true]);
    }
  });
});

describe('a deployment on Vercel without Neon Auth', () => {
  let url: string;
  let server: Instance['process'];
  beforeAll(async () => {
    ({ url, process: server } = await image.start({ ...NEON, VERCEL: '1', NEON_AUTH_BASE_URL: '' }));
  });

  test.each(['/', '/account', '/auth/sign-up', '/not-a-page'])('says what to enable and where: %s', async (page) => {
    const html = await (await fetch(url + page)).text();
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(main).toMatch(/^<main[^>]*><h1[^>]*>Finish the set-up</);
    expect(main).toMatch(/NEON_AUTH_BASE_URL.*choose the production branch, Auth, and enable it.*Redeploy/);
    expect(main).not.toMatch(/DATABASE_URL|COOKIE_SECRET|href/);
    expect(html).toContain('noindex');
  });

  test('is not ready, and logs the names of the missing variables', async () => {
    const response = await fetch(`${url}/api/health`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { live: true, ready: false, database: true, authServer: false },
    ]);
    expect(server.output()).toContain('These environment variables are missing: NEON_AUTH_BASE_URL"');
  });
});

describe('OpenTelemetry', () => {
  /** Starts a collector and the app, requests a page, and returns the paths that the collector received. */
  async function collect(environment: (origin: string) => Record<string, string>): Promise<string[]> {
    const paths: string[] = [];
    const collector = await startServer((request, response) => {
      paths.push(`${request.method} ${request.url}`);
      request.resume();
      response.writeHead(200).end();
    });
    const instance = await image.start({ ...NEON, ...environment(collector.origin) });
    await fetch(instance.url);
    // Stopping the app sends what it has not sent yet.
    await stopProcess(instance.process);
    await collector.close();
    return paths;
  }

  test('sends traces when its variables are set', async () => {
    const paths = await collect((origin) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: origin, OTEL_BSP_SCHEDULE_DELAY: '100' }));
    expect(new Set(paths)).toEqual(new Set(['POST /v1/traces']));
  });

  test('sends nothing when they are not set', async () => {
    expect(await collect(() => ({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }))).toEqual([]);
  });
});
