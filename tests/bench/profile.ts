// `npm run bench:profile [requests]`: which code the CPU time of a page is spent in.
import { z } from 'zod';
import { send } from './load';
import { report, table } from './report';
import { type Server, withScene } from './servers';

const REQUESTS = Number(process.argv[2] ?? 1_000);

/** The parts of a server, each with the scripts that belong to it. The first one that matches counts. */
const PARTS: [name: string, scripts: RegExp][] = [
  ['the app, with its packages', /\/\.next\/.*server\/chunks\//],
  ['Next.js and React', /\/node_modules\/next\/|\/\.next\//],
  ['garbage collection', /^\(garbage collector\)$/],
  ['Node.js: network, streams, promises', /^/],
];

const Times = z.record(z.string(), z.number());

await withScene(async ({ product, baselines, signIn }) => {
  /** Returns the milliseconds that a request spends in each part. */
  const profile = async ({ url, report: next }: Server, path: string): Promise<number[]> => {
    await send(url + path, await signIn(), REQUESTS / 2);
    const cookie = await signIn();
    await next();
    await send(url + path, cookie, REQUESTS);
    const times = Object.entries(Times.parse(JSON.parse(await next()))).filter(([script]) => script !== '(idle)');
    const partOf = (script: string) => PARTS.findIndex(([, scripts]) => scripts.test(script));
    return PARTS.map((_, part) =>
      times.reduce((sum, [script, time]) => (partOf(script) === part ? sum + time / 1_000 / REQUESTS : sum), 0),
    );
  };
  const pages = [
    ['empty page, empty proxy', await profile(baselines.guarded, '/')],
    ['quickstart `/posts`', await profile(baselines.quickstart, '/posts')],
    ['`/`', await profile(product, '/')],
    ['`/posts`', await profile(product, '/posts')],
  ] as const;
  report(
    'bench:profile',
    table(
      ['ms per request', ...PARTS.map(([name]) => name), 'all'],
      pages.map(([page, parts]) => [
        page,
        ...parts.map((part) => part.toFixed(2)),
        parts.reduce((sum, part) => sum + part, 0).toFixed(2),
      ]),
    ),
  );
}, 'report-profile.mjs');
