import Link from 'next/link';
import { withReturnTo } from '@/lib/return-to';

/** From another way in back to the first one. */
export function PasswordInstead({ next }: { next: unknown }) {
  return (
    <>
      Or{' '}
      <Link href={withReturnTo('/auth/sign-in', next)} className="link">
        sign in with your password
      </Link>
      .
    </>
  );
}
