import type { Capability, Part } from '../capability';
import { admin } from './admin';
import { jsonApi } from './json-api';
import { local } from './local';
import { magicLinks } from './magic-links';
import { organizations } from './organizations';
import { publicKeys, signInMethods } from './shared';
import { socialSignIn } from './social-sign-in';
import { webhooks } from './webhooks';

/** What the setup can remove, by its name on the command line. */
export const CAPABILITIES = {
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
];

/**
 * Returns what to remove with capabilities. What they share comes first, because its edits name the starter's text. The order of
 * `names` has no effect.
 */
export function partsOf(names: CapabilityName[]): Part[] {
  const shared = SHARED.filter(({ users }) => users.every((name) => names.includes(name)));
  return [
    ...shared.map(({ part }) => part),
    ...ALL.filter((name) => names.includes(name)).map((name) => CAPABILITIES[name]),
  ];
}
