import type { ReactNode } from 'react';
import { isFormReply } from '@/lib/http/form-reply';

/**
 * A form that the page shows only when it is useful. A form reply may render after the form has become useless, so it also
 * shows the form if that has an error.
 */
export async function FormWhen({ isUseful, children }: { isUseful: boolean; children: ReactNode }) {
  return (
    <div className={isUseful ? undefined : 'not-has-[[role=alert],[aria-invalid=true]]:hidden'}>
      {(isUseful || (await isFormReply())) && children}
    </div>
  );
}
