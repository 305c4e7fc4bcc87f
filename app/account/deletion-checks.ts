import { checkSoleOwner } from '../organizations/sole-owner';

/** Returns why an account cannot be deleted yet, null if it can, and 'unavailable' if that cannot be determined. */
export type DeletionCheck = (userId: string) => Promise<string | null | 'unavailable'>;

/** What must hold before an account is deleted. A feature adds its own check here. */
export const DELETION_CHECKS: DeletionCheck[] = [checkSoleOwner];
