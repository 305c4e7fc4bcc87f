import { type Actor, readNeonAuth } from '@/lib/db/as-user';
import { Organizations } from './organizations';
import { selectSolelyOwned } from './statements';

/** Prevents the deletion of an account that is the only owner of an organization. @throws if the database is unavailable */
export async function checkSoleOwner(actor: Actor): Promise<string | null> {
  const owned = Organizations.parse(await readNeonAuth(selectSolelyOwned(actor)));
  if (owned.length === 0) return null;
  const names = owned.map(({ name }) => name).join(', ');
  return `You're the only owner of ${names}. Make someone else an owner first, or delete the organization.`;
}
