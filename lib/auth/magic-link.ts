import { env } from '../env';

/** Whether sign-in links by email are configured in Neon Auth. */
export const hasMagicLink = env.NEON_AUTH_METHODS.includes('magic-link');
