/** Names the user in a form for a new password, so that password managers save it for the right account. It is not sent. */
export function UsernameField({ email }: { email: string }) {
  return <input type="text" autoComplete="username" value={email} readOnly hidden />;
}
