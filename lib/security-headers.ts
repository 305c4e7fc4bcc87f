import { providers } from './auth/methods';
import { env } from './env';

/** Where a form may lead: to a provider, by way of a redirect, or to the one that local Neon has itself. */
const FORM_TARGETS = [new URL(env.NEON_AUTH_BASE_URL).origin, ...providers.map(({ origin }) => origin)].join(' ');

/**
 * What a page may load and do. Scripts run by their nonce, or because one that did has loaded them (`strict-dynamic`); in
 * development React and Next.js need `eval`. Pictures are anybody's.
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' ${styles}`,
    `img-src 'self' https: data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self' ${FORM_TARGETS}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
