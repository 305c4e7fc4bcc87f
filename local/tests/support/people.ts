import { randomUUID } from 'node:crypto';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Returns the details of a user without an account. */
export function newPerson(name = 'Ada Lovelace'): Person {
  return { name, email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
}
