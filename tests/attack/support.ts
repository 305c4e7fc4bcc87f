import { connect } from '../../lib/db/connection';
import type { RunningApp } from '../support/app';
import { cookieHeader, SESSION_DATA, SESSION_TOKEN } from '../support/people';
import { createUser, SESSION_PROOF, sessionCookies } from '../support/users';

/** An app under attack, on a local Neon of its own. */
export interface Target extends RunningApp {
  name: string;
  /** False for a build without proxy.ts, which lacks the guarantees that only proxy.ts gives. */
  hasProxy: boolean;
}

const targetOf = (variable: string, name: string, hasProxy = true): Target => ({
  name,
  hasProxy,
  ...JSON.parse(process.env[variable] ?? '{}'),
});

export const PRODUCTION = targetOf('ATTACKED_WITH_PROXY', 'the production build');
export const TARGETS = [PRODUCTION, targetOf('ATTACKED_WITHOUT_PROXY', 'a build without proxy.ts', false)];
/** The production build with `TRUSTED_PROXY_HOPS=1`: it takes the client IP from the last entry of `X-Forwarded-For`. */
export const BEHIND_PROXY = targetOf('ATTACKED_BEHIND_PROXY', 'the production build behind a proxy');

/** Creates a user. @returns the user with the cookies of their session */
export async function victimOf(target: Target, name = 'Ada Lovelace') {
  const person = await createUser(target, { name });
  const cookies = await sessionCookies(target, person);
  const [token = '', sessionCache = '', proof = ''] = [SESSION_TOKEN, SESSION_DATA, SESSION_PROOF].map(
    (name) => cookies[name],
  );
  return { person, cookies, token, sessionCache, proof };
}

/** Headers that every response has. */
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

/** Requests the RSC payload of a page, as client-side navigation does. */
export function getPayload(target: Target, path: string, cookies: Record<string, string> = {}) {
  return get(target, `${path}${path.includes('?') ? '&' : '?'}_rsc=`, cookies, { rsc: '1' });
}

/** Returns whether the home page shows a name: its header shows the signed-in user. */
export async function seenAs(target: Target, cookie: string, name: string): Promise<boolean> {
  const response = await fetch(`${target.url}/`, { headers: { cookie } });
  return (await response.text()).includes(name);
}

export const sqlOf = ({ databaseUrl }: Target) => connect(databaseUrl);

/** Counts the calls to local Neon's auth server during `work`. */
export async function authCallsDuring({ neonOrigin }: Target, work: () => Promise<unknown>): Promise<number> {
  await fetch(`${neonOrigin}/calls.json`, { method: 'DELETE' });
  await work();
  const calls: Record<string, number> = await (await fetch(`${neonOrigin}/calls.json`)).json();
  return Object.entries(calls).reduce((sum, [call, count]) => (call.includes('/sql') ? sum : sum + count), 0);
}
