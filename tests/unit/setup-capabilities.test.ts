import { expect, test } from 'vitest';
import { CAPABILITIES } from '@/scripts/setup/capabilities';
import { starter } from '@/scripts/setup/capabilities/starter';
import { problemsOf } from '@/scripts/setup/capability';

const PRODUCT = { name: 'Acme Notes', description: 'Notes for teams', color: 'blue' } as const;

test.each(Object.entries({ ...CAPABILITIES, starter: starter(PRODUCT) }))(
  'every edit that removes %s applies to the files as they are now',
  (_name, capability) => {
    expect(problemsOf('.', capability)).toEqual([]);
  },
);
