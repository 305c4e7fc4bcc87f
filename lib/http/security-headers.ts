/**
 * Returns the content security policy of one page. A script runs if it has the nonce, or if such a script loaded it
 * (`strict-dynamic`). Components may set `style` attributes, as those of shadcn/ui do; a `<style>` element needs the nonce.
 * Images may come from any https origin, because people link their own.
 * @param formTargets origins that a form may redirect to: sign-in providers
 */
export function contentSecurityPolicy(nonce: string, formTargets: string[]): string {
  // In development, React uses eval, and the overlay of Next.js adds `<style>` elements without the nonce. Everything else is the
  // same, so that it works in production, too.
  const isDevelopment = process.env.NODE_ENV === 'development';
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' ${styles}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' https: data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
