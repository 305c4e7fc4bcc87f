import { providerOrigins } from './auth/methods';
import { env } from './env';

/**
 * What a page may load and do. Scripts run by their nonce, or because one that did has loaded them (`strict-dynamic`); in
 * development React and Next.js need `eval`. Pictures are anybody's. A form may lead to a provider, by way of a redirect.
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
    `form-action 'self' ${[new URL(env.NEON_AUTH_BASE_URL).origin, ...providerOrigins].join(' ')}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
