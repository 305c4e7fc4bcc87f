import type { BrowserContext } from '@playwright/test';
import { makeAdministrator } from '../../scripts/admin';
import { newPerson, type Person, SESSION_DATA, signUpIn } from './people';

/** Signs the browser in as a new administrator. The signed copy of the session, which does not know it yet, goes. */
export async function signUpAdministrator(
  context: BrowserContext,
  appUrl: string,
  databaseUrl: string,
): Promise<Person> {
  const person = newPerson();
  await signUpIn(context, appUrl, person);
  await makeAdministrator(databaseUrl, [person.email]);
  await context.clearCookies({ name: SESSION_DATA });
  return person;
}
