import Link from 'next/link';
import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { switchOrganization } from '../actions';
import type { Organization } from '../organizations';

/** The organizations that the visitor is in, the active one marked; null stands for those that could not be asked for. */
export function OwnOrganizations({
  organizations,
  activeId,
}: {
  organizations: Organization[] | null;
  activeId: string | null;
}) {
  if (!organizations) return <p className="text-muted-foreground">We could not ask which organizations you are in.</p>;
  if (organizations.length === 0) return <p className="text-muted-foreground">You are in no organization yet.</p>;
  return (
    <ul className="divide-y divide-border">
      {organizations.map(({ id, name }) => (
        <li key={id} className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 py-1.5">
          <Link href={`/organizations/${id}`} className="link inline-flex min-h-11 min-w-0 grow basis-40 items-center">
            <span className="wrap-anywhere">{name}</span>
          </Link>
          {id === activeId ? (
            <span className="rounded-full bg-accent px-2.5 py-0.5 text-sm text-accent-foreground">active</span>
          ) : (
            <Form action={switchOrganization} className="items-end gap-0">
              <input type="hidden" name="organizationId" value={id} />
              <SubmitButton pending="Switching…" className="button-quiet -mr-3">
                Switch to <span className="sr-only">{name}</span>
              </SubmitButton>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
