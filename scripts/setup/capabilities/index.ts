import { admin } from './admin';
import { magicLinks } from './magic-links';
import { organizations } from './organizations';
import { webhooks } from './webhooks';

/** What the setup can remove, by its name on the command line. */
export const CAPABILITIES = { organizations, admin, webhooks, 'magic-links': magicLinks };
