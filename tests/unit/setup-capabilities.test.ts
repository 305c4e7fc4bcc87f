import { expect, test } from 'vitest';
import { CAPABILITIES, SHARED } from '@/scripts/setup/capabilities';
import { starter } from '@/scripts/setup/capabilities/starter';
import { problemsOf } from '@/scripts/setup/capability';

const PRODUCT = { name: 'Acme Notes', description: 'Notes for teams', color: 'blue' } as const;

test.each([
  ...Object.entries(CAPABILITIES),
  ...SHARED.map(({ part, users }) => [`what ${users.join(' and ')} share`, part] as const),
  ['the setup', starter(PRODUCT)] as const,
])('every edit that removes %s applies to the files as they are now', (_name, part) => {
  expect(problemsOf('.', part)).toEqual([]);
});
