import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { dockerfile, stage } from '../support/dockerfile';

const Service = z.strictObject({
  image: z.string().optional(),
  build: z.union([z.string(), z.strictObject({ context: z.string(), target: z.string() })]).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  network_mode: z.string().optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const Compose = z.strictObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});
const compose = Compose.parse(parse(readFileSync('compose.yaml', 'utf8')));

test('every stage that runs a command runs it as a user without rights', () => {
  const running = dockerfile().filter(({ lines }) => lines.some((line) => line.startsWith('CMD ')));
  expect(running.map(({ name }) => name)).toEqual(['migrate', 'neon', 'app']);
  for (const { lines } of running) {
    const users = lines.filter((line) => line.startsWith('USER '));
    expect(users.at(-1)).toBe('USER node');
  }
});

test('every file that an image copies exists', () => {
  const copied = dockerfile().flatMap(({ lines }) =>
    lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1)),
  );
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((file) => !existsSync(file))).toEqual([]);
});

test('every script that an image runs exists', () => {
  const scripts = dockerfile().flatMap(({ lines }) => lines.flatMap((line) => line.match(/[\w/]+\.ts\b/g) ?? []));
  expect(scripts).toEqual(['scripts/migrate.ts', 'local/run.ts']);
  expect(scripts.filter((file) => !existsSync(file))).toEqual([]);
});

test('no image gets secrets, local data or a developer build', () => {
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.env', '.env.*', '.neon-local', '.next', 'node_modules', '.git']));
});

test('the app has a health check', () => {
  expect(stage('app').healthCheck?.[0]).toBe('node');
});

test('compose starts the app after the migrations, in the network of local Neon', () => {
  const { services, volumes } = compose;
  expect(services.app?.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
  for (const service of [services.app, services.migrate]) expect(service?.network_mode).toBe('service:neon');
  const targets = Object.values(services).flatMap(({ build }) => (typeof build === 'object' ? build.target : []));
  expect(targets.map((target) => stage(target).name)).toEqual(targets);
  for (const { depends_on: names = {} } of Object.values(services))
    expect(Object.keys(names).filter((name) => !(name in services))).toEqual([]);
  const mounted = Object.values(services).flatMap((service) => service.volumes ?? []);
  expect(mounted.filter((volume) => !((volume.split(':')[0] ?? '') in volumes))).toEqual([]);
});
