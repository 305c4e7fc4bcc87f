import { cp } from 'node:fs/promises';
import { buildOnce } from '../support/build';

const FOLDER = 'tests/bench/baselines';
const CONFIG = [`${FOLDER}/next.config.ts`, 'tsconfig.json', 'postcss.config.mjs'];

/** What each app that the product is compared with consists of, and where it goes. */
const BASELINES = {
  /** One empty dynamic page. */
  empty: [[`${FOLDER}/empty`, '.']],
  /** The same behind a proxy that does nothing. */
  guarded: [
    [`${FOLDER}/empty`, '.'],
    [`${FOLDER}/guarded`, '.'],
  ],
  /** The same behind the product's proxy. */
  'product-proxy': [
    [`${FOLDER}/empty`, '.'],
    ['proxy.ts', 'proxy.ts'],
    ['lib', 'lib'],
  ],
  /** The page of posts of Neon's quickstart. */
  quickstart: [[`${FOLDER}/quickstart`, '.']],
} satisfies Record<string, [string, string][]>;

export type Baseline = keyof typeof BASELINES;

/** Builds a baseline for production, unless it has been built before. @returns its folder */
export function ensureBaseline(name: Baseline): Promise<string> {
  const parts = BASELINES[name];
  const sources = [...CONFIG, ...parts.map(([from = '']) => from)];
  return buildOnce(`.test-builds/bench-${name}`, [...sources, 'package-lock.json'], async (folder) => {
    for (const file of CONFIG) await cp(file, `${folder}/${file.split('/').at(-1)}`);
    for (const [from = '', to = ''] of parts) await cp(from, `${folder}/${to}`, { recursive: true });
  });
}
