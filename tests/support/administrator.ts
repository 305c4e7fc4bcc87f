import type { BrowserContext } from '@playwright/test';
import { makeAdministrator } from '../../scripts/admin';
import { newPerson, type Person, SESSION_DATA, signUpIn } from './people';

/** Signs the browser in as a new administrator. Clears the session cache, which still has the old role. */
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
