import { withReturnTo } from '@/lib/http/return-to';

/** A link from another sign-in method to the password form. */
export function PasswordInstead({ next }: { next: unknown }) {
  return (
    <a href={withReturnTo('/auth/sign-in', next)} className="link">
      Sign in with your password
    </a>
  );
}
