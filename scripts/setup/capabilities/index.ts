import type { Capability, Part } from '../capability';
import { admin } from './admin';
import { jsonApi } from './json-api';
import { local } from './local';
import { magicLinks } from './magic-links';
import { organizations } from './organizations';
import { posts } from './posts';
import { developmentOfPosts, elsewhere, headerPages, longTexts, member, publicKeys, signInMethods } from './shared';
import { socialSignIn } from './social-sign-in';
import { webhooks } from './webhooks';

/** What the setup can remove, by its name on the command line. */
export const CAPABILITIES = {
  // First, because its edits name the starter's text.
  posts,
  organizations,
  admin,
  webhooks,
  'magic-links': magicLinks,
  'social-sign-in': socialSignIn,
  'json-api': jsonApi,
  local,
} satisfies Record<string, Capability>;
export type CapabilityName = keyof typeof CAPABILITIES;

export function isCapability(name: string): name is CapabilityName {
  return Object.hasOwn(CAPABILITIES, name);
}

export const ALL = Object.keys(CAPABILITIES).filter(isCapability);

/** What only these capabilities share: it goes with the last of them. */
export const SHARED: { part: Part; users: CapabilityName[] }[] = [
  { part: signInMethods, users: ['magic-links', 'social-sign-in'] },
  { part: publicKeys, users: ['webhooks', 'json-api'] },
  { part: headerPages, users: ['posts', 'organizations'] },
  { part: member, users: ['posts', 'organizations', 'admin'] },
  { part: longTexts, users: ['posts', 'admin'] },
  { part: elsewhere, users: ['posts', 'webhooks'] },
  { part: developmentOfPosts, users: ['posts', 'local'] },
];

/** What exists only for another capability, and goes with it. */
const NEEDS: Partial<Record<CapabilityName, CapabilityName>> = { 'json-api': 'posts' };

/** Returns whether a capability goes with those to remove. */
export function goesWith(name: CapabilityName, removed: CapabilityName[]): boolean {
  return removed.some((other) => other === NEEDS[name]);
}

/**
 * Returns what to remove with capabilities. What they share comes first, because its edits name the starter's text. The order of
 * `chosen` has no effect.
 */
export function partsOf(chosen: CapabilityName[]): Part[] {
  const names = ALL.filter((name) => chosen.includes(name) || goesWith(name, chosen));
  const shared = SHARED.filter(({ users }) => users.every((name) => names.includes(name)));
  return [...shared.map(({ part }) => part), ...names.map((name) => CAPABILITIES[name])];
}
