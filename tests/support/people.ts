import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Somebody who has no account yet. */
export function newPerson(): Person {
  return { name: 'Ada Lovelace', email: `ada-${randomUUID()}@example.com`, password: 'correct horse battery' };
}

/** Creates the account without the form, and signs the browser in that the request belongs to. */
export async function signUp(request: APIRequestContext, person: Person): Promise<void> {
  const origin = process.env.TEST_APP_URL ?? '';
  const response = await request.post('/api/auth/sign-up/email', { data: person, headers: { origin } });
  if (!response.ok()) throw new Error(`Sign-up answered ${response.status()}: ${await response.text()}`);
}
