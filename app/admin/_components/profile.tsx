import { longDate } from '@/lib/text/dates';
import type { ListedUser } from '../users';

export function Profile({ user: { email, isEmailVerified, createdAt } }: { user: ListedUser }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-3">
      <dt className="text-muted-foreground">Email</dt>
      <dd className="wrap-anywhere">
        <bdi>{email}</bdi> · {isEmailVerified ? 'Verified' : 'Unverified'}
      </dd>
      <dt className="text-muted-foreground">Joined</dt>
      <dd>
        <time dateTime={createdAt.toISOString()}>{longDate(createdAt)}</time>
      </dd>
    </dl>
  );
}
