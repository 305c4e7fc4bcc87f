/** Domains, including their subdomains, that cannot sign up. `invalid` is reserved and has no mail (RFC 2606). */
const DENIED_DOMAINS = ['invalid'];

/** Decides who may have an account, for every way to sign up. */
export function canSignUp({ email }: { email: string }): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return !DENIED_DOMAINS.some((denied) => domain === denied || domain.endsWith(`.${denied}`));
}
