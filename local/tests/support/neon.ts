import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { pollUntil, runScript, stopProcess } from './process';

/** The command line of local Neon. */
export const RUN = fileURLToPath(new URL('../../run.ts', import.meta.url));

const Environment = z.object({
  DATABASE_URL: z.string(),
  NEON_AUTH_BASE_URL: z.string(),
  NEON_AUTH_COOKIE_SECRET: z.string(),
});
export type Environment = z.infer<typeof Environment>;

export interface TestNeon {
  environment: Environment;
  /** The connection string of its port for the Postgres protocol. */
  postgresUrl: string;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  folder: string;
  process: ChildProcess;
  /** Stops the process. Removes the data folder, unless the caller passed one. */
  stop(): Promise<void>;
}

/** Also in the file `env`. */
const PostgresPort = z.object({ NEON_LOCAL_PG_URL: z.string() });

/** Postgres on WebAssembly is compiled once, and not again for speed, which most tests are too short for. */
const QUICK_START = '--liftoff-only';

/** Creates an empty data folder. The first start adds a database. */
export const newFolder = () => mkdtemp(path.join(tmpdir(), 'neon-test-'));

/** Starts a local Neon in a process of its own, on a free port. @param folder main's data folder; default: a new one */
export async function startTestNeon(folder?: string, branch = ''): Promise<TestNeon> {
  const data = folder ?? (await newFolder());
  const environmentFile = path.join(data, branch && `branches/${branch}`, 'env');
  await rm(environmentFile, { force: true });
  const neon = runScript([QUICK_START, RUN], {
    NEON_LOCAL_DATA: data,
    NEON_LOCAL_PORT: '0',
    NEON_LOCAL_PG_PORT: '0',
    NEON_LOCAL_BRANCH: branch,
  });
  const { NEON_LOCAL_PG_URL, ...environment } = await pollUntil(neon, () => readEnvironment(environmentFile));
  return {
    environment,
    postgresUrl: NEON_LOCAL_PG_URL,
    origin: new URL(environment.NEON_AUTH_BASE_URL).origin,
    folder: data,
    process: neon,
    stop: async () => {
      await stopProcess(neon);
      if (!folder) await rm(data, { recursive: true, force: true });
    },
  };
}

function readEnvironment(file: string): (Environment & z.infer<typeof PostgresPort>) | null {
  if (!existsSync(file)) return null;
  const parsed = Environment.extend(PostgresPort.shape).safeParse(parseEnv(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}
