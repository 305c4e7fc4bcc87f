import { expect, test } from 'vitest';
import { CAPABILITIES } from '@/scripts/setup/capabilities';
import { STARTER } from '@/scripts/setup/capabilities/starter';
import { problemsOf } from '@/scripts/setup/capability';

test.each(Object.entries({ ...CAPABILITIES, starter: STARTER }))(
  'every edit that removes %s applies to the files as they are now',
  (_name, capability) => {
    expect(problemsOf('.', capability)).toEqual([]);
  },
);
