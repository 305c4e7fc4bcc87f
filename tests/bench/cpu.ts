// `npm run bench:cpu [rounds]`: CPU per request and latencies, compared to an empty page and Neon's quickstart.
import { load, percentile, type Sample } from './load';
import { goalRow, report, table } from './report';
import { type Server, withScene } from './servers';

const ROUNDS = Number(process.argv[2] ?? 15);
const [REQUESTS, WARM_UP] = [40, 800];

class Target {
  readonly samples: Sample[] = [];
  constructor(
    readonly name: string,
    readonly server: Server,
    readonly path: string,
  ) {}

  /** The least CPU per request of all rounds. */
  get cpu(): number {
    return Math.min(...this.samples.map(({ cpu }) => cpu));
  }

  /** The latency of a share of the requests, in the best round. */
  latency(share: number): number {
    return Math.min(...this.samples.map(({ latencies }) => percentile(latencies, share)));
  }

  /** The median over the rounds of the ratio of CPU per request. */
  medianRatio(other: Target): number {
    const ratios = this.samples.map(({ cpu }, round) => cpu / (other.samples[round]?.cpu ?? Number.NaN));
    return percentile(ratios, 0.5);
  }
}

await withScene(async ({ product, baselines, signIn }) => {
  const empty = new Target('empty page', baselines.empty, '/');
  const guarded = new Target('empty page, empty proxy', baselines.guarded, '/');
  const ownProxy = new Target('empty page, `proxy.ts`', baselines['product-proxy'], '/');
  const quickstart = new Target('quickstart `/posts`', baselines.quickstart, '/posts');
  const landing = new Target('`/`', product, '/');
  const posts = new Target('`/posts`', product, '/posts');
  const ownPosts = new Target('`/posts/mine`', product, '/posts/mine');
  const api = new Target('JSON `/api/posts`', product, '/api/posts');
  const targets = [empty, guarded, ownProxy, quickstart, landing, posts, ownPosts, api];

  // The same number of requests for each server, because Node compiles what runs often.
  for (const { server, path } of targets) {
    const share = targets.filter((target) => target.server === server).length;
    for (let part = 0; part < 4; part += 1) await load(server, path, await signIn(), WARM_UP / share / 4);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    // Another order each time, so that no target always follows the same one.
    const order = [...targets.slice(round % targets.length), ...targets.slice(0, round % targets.length)];
    for (const { server, path, samples } of order) samples.push(await load(server, path, await signIn(), REQUESTS));
  }

  const times = table(
    ['page, signed in', 'CPU ms per request', 'to the empty page', 'p50 ms', 'p99 ms'],
    targets.map((target) => [
      target.name,
      target.cpu.toFixed(2),
      (target.cpu / empty.cpu).toFixed(2),
      target.latency(0.5).toFixed(1),
      target.latency(0.99).toFixed(1),
    ]),
  );
  const ratio = (what: string, target: Target, to: Target, goal: number) => [
    ...goalRow(what, target.cpu / to.cpu, goal),
    target.medianRatio(to).toFixed(2),
  ];
  const goals = table(
    ['ratio', 'least / least', 'goal', 'reached', 'median of rounds'],
    [
      ratio('CPU of `/posts` / quickstart', posts, quickstart, 0.9),
      ratio('CPU of `/posts` / empty page, empty proxy', posts, guarded, 1.6),
      ratio('CPU of `/posts/mine` / `/posts`', ownPosts, posts, 1.2),
      ratio('CPU of `/` / empty page, empty proxy', landing, guarded, 1.3),
      ratio('CPU of empty page, `proxy.ts` / empty page, empty proxy', ownProxy, guarded, 1.15),
      [...goalRow('p99 of `/posts` / empty page, empty proxy', posts.latency(0.99) / guarded.latency(0.99), 1.5), ''],
    ],
  );
  report('bench:cpu', `${times}\n\n${goals}`);
});
