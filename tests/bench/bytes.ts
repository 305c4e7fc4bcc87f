// `npm run bench:bytes`: the size of pages and their client JavaScript, compared to an empty page and Neon's quickstart.
import { gzipSync } from 'node:zlib';
import { BROWSER_HEADERS } from './load';
import { goalRow, report, table } from './report';
import { type Server, withScene } from './servers';

/** Sizes in bytes; `flight` is the payload that React hydrates from, as part of the HTML. */
interface Sizes {
  html: number;
  flight: number;
  gzip: number;
  script: number;
  style: number;
}

async function measure(server: Server, path: string, cookie: string): Promise<Sizes> {
  const response = await fetch(server.url + path, { headers: { ...BROWSER_HEADERS, cookie } });
  if (response.status !== 200) throw new Error(`${response.status} from ${path}`);
  const html = await response.text();
  const flight = html.match(/<script[^>]*>(?:\(self\.__next_f|self\.__next_f).*?<\/script>/gs)?.join('') ?? '';
  // Modern browsers skip polyfills, which have the attribute noModule.
  const polyfills = html.match(/<script[^>]*nomodule[^>]*>/gi)?.join('') ?? '';
  const files = new Set(html.match(/static\/chunks\/[\w./~-]+\.(?:js|css)/g));
  const loaded = [...files].filter((file) => !polyfills.includes(file));
  const sum = async (ending: string) => {
    const sizes = await Promise.all(
      loaded.filter((file) => file.endsWith(ending)).map((file) => compressedSize(`${server.url}/_next/${file}`)),
    );
    return sizes.reduce((total, size) => total + size, 0);
  };
  return {
    html: Buffer.byteLength(html),
    flight: Buffer.byteLength(flight),
    gzip: gzipSync(html).length,
    script: await sum('.js'),
    style: await sum('.css'),
  };
}

async function compressedSize(url: string): Promise<number> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return gzipSync(Buffer.from(await response.arrayBuffer())).length;
}

await withScene(async ({ product, baselines, signIn }) => {
  const cookie = await signIn();
  const pages: [string, Sizes][] = [
    ['empty page', await measure(baselines.empty, '/', cookie)],
    ['empty page with one `next/link`', await measure(baselines.empty, '/link', cookie)],
    ['quickstart `/posts`', await measure(baselines.quickstart, '/posts', cookie)],
  ];
  for (const path of ['/', '/posts', '/posts/mine', '/posts/new', '/account']) {
    pages.push([`\`${path}\``, await measure(product, path, cookie)]);
  }
  pages.push(['`/auth/sign-in`, signed out', await measure(product, '/auth/sign-in', '')]);

  const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(1);
  const sizes = table(
    ['page', 'HTML KB', 'of which flight', 'HTML gzip', 'client JavaScript gzip', 'CSS gzip'],
    pages.map(([name, { html, flight, gzip, script, style }]) => [
      name,
      ...[html, flight, gzip, script, style].map(kilobytes),
    ]),
  );
  const sizesOf = (page: string) =>
    pages.find(([name]) => name === page)?.[1] ?? { html: Number.NaN, script: Number.NaN };
  const extra = (page: string) => sizesOf(page).script - sizesOf('empty page with one `next/link`').script;
  const goals = table(
    ['KB', 'result', 'goal', 'reached'],
    [
      goalRow('HTML of `/posts` with ten posts', sizesOf('`/posts`').html, 18_000, kilobytes),
      goalRow('client JavaScript of `/posts` over a page with one `next/link`', extra('`/posts`'), 3_000, kilobytes),
      goalRow('the same for `/posts/new`', extra('`/posts/new`'), 6_000, kilobytes),
      goalRow('the same for `/auth/sign-in`', extra('`/auth/sign-in`, signed out'), 6_000, kilobytes),
    ],
  );
  report('bench:bytes', `${sizes}\n\n${goals}`);
});
