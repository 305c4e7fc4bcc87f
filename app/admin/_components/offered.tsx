import type { ReactNode } from 'react';
import { answersForm } from '@/lib/auth/session';

/**
 * A form, where it has a use. Without JavaScript a refused form is shown on a page that is made anew, on which it may have
 * none any more: there it is shown if it has something to say.
 */
export async function Offered({ when, children }: { when: boolean; children: ReactNode }) {
  return (
    <div className={when ? undefined : 'not-has-[[role=alert],[aria-invalid=true]]:hidden'}>
      {(when || (await answersForm())) && children}
    </div>
  );
}
