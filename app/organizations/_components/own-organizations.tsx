import { ActionButton } from '@/app/_components/action-button';
import { switchOrganization } from '../actions';
import type { Organization } from '../organizations';

/** The user's organizations, with a badge on the active one. */
export function OwnOrganizations({
  organizations,
  activeId,
}: {
  organizations: Organization[] | null;
  activeId: string | null;
}) {
  if (!organizations) return <p className="text-muted-foreground">Couldn't load your organizations.</p>;
  if (organizations.length === 0) return <p className="text-muted-foreground">You're not in an organization yet.</p>;
  return (
    <ul className="divide-y divide-border">
      {organizations.map(({ id, name }) => (
        <li key={id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 py-1.5">
          <a href={`/organizations/${id}`} className="link inline-flex min-h-11 min-w-0 grow basis-40 items-center">
            <bdi className="wrap-anywhere">{name}</bdi>
          </a>
          {id === activeId ? (
            <span className="badge-accent">Active</span>
          ) : (
            <ActionButton
              action={switchOrganization}
              fields={{ organizationId: id }}
              pending="Switching…"
              className="button-quiet -mr-3"
              formClassName="items-end gap-0"
            >
              Make active <bdi className="sr-only">{name}</bdi>
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  );
}
