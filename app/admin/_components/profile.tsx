import { dateInFull } from '@/lib/time';
import type { ListedUser } from '../users';

/** Who a user is. */
export function Profile({ user: { email, isEmailVerified, createdAt } }: { user: ListedUser }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-3">
      <dt className="text-muted-foreground">Email</dt>
      <dd className="wrap-anywhere">
        {email} · {isEmailVerified ? 'verified' : 'not verified yet'}
      </dd>
      <dt className="text-muted-foreground">Since</dt>
      <dd>
        <time dateTime={createdAt.toISOString()}>{dateInFull(createdAt)}</time>
      </dd>
    </dl>
  );
}
