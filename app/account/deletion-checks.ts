import type { Actor } from '@/lib/db/as-user';
import { checkSoleOwner } from '../organizations/sole-owner';

/** Returns why an account cannot be deleted yet, or null if it can. @throws if the database is unavailable */
export type DeletionCheck = (actor: Actor) => Promise<string | null>;

/** What must hold before an account is deleted. A feature adds its own check here. */
export const DELETION_CHECKS: DeletionCheck[] = [checkSoleOwner];
