import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { connect } from '../../lib/db/connection';
import { type RunningApp, startServer, startTestApp } from '../support/app';
import { ensureBuild } from '../support/build';
import { type RunningProcess, stopProcess } from '../support/neon';
import { cookieHeader } from '../support/people';
import { createUser, sessionCookies, type User } from '../support/users';
import { type Baseline, ensureBaseline } from './baselines';

export interface Server {
  url: string;
  /** Returns what the script that the process has preloaded prints on SIGUSR2. */
  report(): Promise<string>;
}

/** The product and the baselines on one local Neon, with a user who has written ten posts. */
export interface Scene {
  app: RunningApp;
  product: Server;
  baselines: Record<Baseline, Server>;
  user: User;
  /** Returns the cookies of a browser that has just used the app. Valid for the product and the quickstart, for a minute. */
  signIn(): Promise<string>;
}

/**
 * Builds what is missing, starts all servers, fills the database, and stops the servers after `measure`.
 * @param preload a script in this folder that each server preloads
 */
export async function withScene(measure: (scene: Scene) => Promise<void>, preload = 'report-cpu.mjs'): Promise<void> {
  const options = { NODE_OPTIONS: `--import ${pathToFileURL(`tests/bench/${preload}`).href}` };
  await ensureBuild('product');
  const folders = {
    empty: await ensureBaseline('empty'),
    guarded: await ensureBaseline('guarded'),
    'product-proxy': await ensureBaseline('product-proxy'),
    quickstart: await ensureBaseline('quickstart'),
  };
  const app = await startTestApp('.', options);
  const started: RunningProcess[] = [];
  const start = async (name: Baseline): Promise<Server> => {
    const probe = name === 'quickstart' ? '/api/auth/get-session' : '/';
    const { url, process } = await startServer(folders[name], probe, { ...app.neon.environment, ...options });
    started.push(process);
    return serverOf(url, process);
  };
  try {
    const baselines = {
      empty: await start('empty'),
      guarded: await start('guarded'),
      'product-proxy': await start('product-proxy'),
      quickstart: await start('quickstart'),
    };
    const user = await createUser(app);
    await writePosts(app, user);
    const signIn = async () => cookieHeader(await sessionCookies(app, user));
    await measure({ app, product: serverOf(app.url, app.process), baselines, user, signIn });
  } finally {
    for (const process of started) await stopProcess(process);
    await app.stop();
  }
}

/** Builds and starts only the product, with nothing but the sample posts. */
export async function withProduct(measure: (app: RunningApp) => Promise<void>): Promise<void> {
  await ensureBuild('product');
  const app = await startTestApp();
  try {
    await measure(app);
  } finally {
    await app.stop();
  }
}

/** Plain text, a link, several lines, and a text that the list truncates, as people write them. */
export const POSTS = [
  'Hello from Neon',
  'Welcome to your new backend',
  'We moved the nightly backup to three in the morning, when the fewest people are writing. Nothing else changes.',
  'The docs for the HTTP driver are at https://neon.com/docs/serverless/serverless-driver and worth the ten minutes.',
  'Three things I learned this week:\n- keyset pages stay fast\n- row-level security fails closed\n- small files are kind',
  'Does anyone have a good example of a partial index? I keep forgetting the syntax.',
  'Release notes for today: search marks every word that it found, and drafts have their own list.',
  `${'A long post, of which a list shows only the beginning. '.repeat(12)}The end.`,
  'Coffee first, migrations second ☕',
  'If a form fails, its text is still there. I tested it on the train, twice, in a tunnel.',
];

async function writePosts({ databaseUrl }: RunningApp, { id }: User): Promise<void> {
  const sql = connect(databaseUrl);
  await sql.transaction([
    // Every list shows exactly ten posts.
    sql`delete from posts`,
    ...POSTS.map(
      (content, index) => sql`insert into posts (user_id, content, is_published, created_at)
        values (${id}, ${content}, true, now() - make_interval(hours => ${index}))`,
    ),
  ]);
}

function serverOf(url: string, process: RunningProcess): Server {
  const reports = () => [...process.output().matchAll(/^report (.*)\n/gm)];
  const report = async () => {
    const count = reports().length;
    process.kill('SIGUSR2');
    while (reports().length === count) await wait(5);
    return reports().at(-1)?.[1] ?? '';
  };
  return { url, report };
}
