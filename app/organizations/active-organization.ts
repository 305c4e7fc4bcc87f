import { z } from 'zod';
import { currentSession } from '@/lib/auth/session';

const WithOrganization = z.object({ activeOrganizationId: z.string().nullish() });

/** Returns the id of the user's active organization, which Neon Auth keeps in the session; null if there is none. */
export async function activeOrganizationId(): Promise<string | null> {
  const session = await currentSession();
  return WithOrganization.safeParse(session?.session).data?.activeOrganizationId ?? null;
}
