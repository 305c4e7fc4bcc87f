import { connect } from '../../lib/db/connection';
import { cookieHeader, newPerson, SESSION_DATA, SESSION_TOKEN, signUp } from '../support/people';

/** An app under attack: the production build, or the same without proxy.ts. */
export interface Target {
  name: string;
  /** What proxy.ts alone promises does not hold without it. */
  hasProxy: boolean;
  url: string;
  /** Of its local Neon. */
  origin: string;
  DATABASE_URL: string;
  NEON_AUTH_COOKIE_SECRET: string;
  /** Where what it prints is kept. */
  log: string;
}

export const PRODUCTION: Target = {
  name: 'the production build',
  hasProxy: true,
  ...JSON.parse(process.env.ATTACKED_WITH_PROXY ?? '{}'),
};
const WITHOUT_PROXY: Target = {
  name: 'a build without proxy.ts',
  hasProxy: false,
  ...JSON.parse(process.env.ATTACKED_WITHOUT_PROXY ?? '{}'),
};
export const TARGETS = [PRODUCTION, WITHOUT_PROXY];

/** The production build, told that one proxy of ours stands before it and adds to `X-Forwarded-For` where a request came from. */
export const BEHIND_PROXY: Target = {
  name: 'the production build behind a proxy',
  hasProxy: true,
  ...JSON.parse(process.env.ATTACKED_BEHIND_PROXY ?? '{}'),
};

/** Somebody with an account there, and the cookies of their session. */
export async function victimOf(target: Target, name = 'Ada Lovelace') {
  const person = newPerson(name);
  const cookies = await signUp(target.url, person);
  return { person, cookies, token: cookies[SESSION_TOKEN] ?? '', copy: cookies[SESSION_DATA] ?? '' };
}

/** The headers of every answer. */
export const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()',
};

export function get({ url }: Target, path: string, cookies: Record<string, string> = {}, headers = {}) {
  return fetch(url + path, { redirect: 'manual', headers: { cookie: cookieHeader(cookies), ...headers } });
}

/** A page as the app's own pages ask for it when somebody goes from one to the next: what React makes it of, and no HTML. */
export function getPayload(target: Target, path: string, cookies: Record<string, string> = {}) {
  return get(target, `${path}${path.includes('?') ? '&' : '?'}_rsc=`, cookies, { rsc: '1' });
}

/** Whose page it is, by the header of each page. */
export async function seenAs(target: Target, cookie: string, name: string): Promise<boolean> {
  const answer = await fetch(`${target.url}/`, { headers: { cookie } });
  return (await answer.text()).includes(name);
}

export const sqlOf = ({ DATABASE_URL }: Target) => connect(DATABASE_URL);

/** How often local Neon's auth server was asked while something was done. */
export async function authCallsDuring({ origin }: Target, work: () => Promise<unknown>): Promise<number> {
  await fetch(`${origin}/calls.json`, { method: 'DELETE' });
  await work();
  const calls: Record<string, number> = await (await fetch(`${origin}/calls.json`)).json();
  return Object.entries(calls).reduce((sum, [call, count]) => (call.includes('/sql') ? sum : sum + count), 0);
}
