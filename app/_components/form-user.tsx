'use client';

import { createContext, type ReactNode, use } from 'react';

const FormUserContext = createContext('');

/** Tells the forms inside which user the page was rendered for. */
export function FormUser({ id, children }: { id: string; children: ReactNode }) {
  return <FormUserContext value={id}>{children}</FormUserContext>;
}

/** Says in a form which user it was rendered for, so that another user's session is rejected (`lib/forms/rendered-for.ts`). */
export function FormUserField() {
  return <input type="hidden" name="renderedFor" value={use(FormUserContext)} />;
}
