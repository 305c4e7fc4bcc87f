/** Domains from which nobody may sign up, with all below them. Under `invalid` there is no mail (RFC 2606). */
const DENIED = ['invalid'];

/** Who may have an account here: the one place to say so, whichever way they come in. */
export function maySignUp({ email }: { email: string }): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return !DENIED.some((denied) => domain === denied || domain.endsWith(`.${denied}`));
}
