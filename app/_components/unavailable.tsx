import { redirect } from 'next/navigation';
import { answersForm } from '@/lib/auth/session';
import { withReturnTo } from '@/lib/return-to';

/**
 * Stands for a part of a page whose data could not be read: the visitor comes to a page that says so, with the status 503.
 * A page that answers a form says it itself, since the browser would send the form on.
 */
export async function Unavailable({ path }: { path: string }) {
  if (!(await answersForm())) redirect(withReturnTo('/unavailable', path));
  return <UnavailableWords path={path} />;
}

/** The link works without JavaScript, too. */
export function UnavailableWords({ path }: { path: string }) {
  return (
    <section role="alert" className="mt-10">
      <h1 className="text-3xl font-semibold tracking-tight">Something went wrong</h1>
      <p className="mt-4 text-muted-foreground">We could not load this. Nothing of yours is lost.</p>
      <a href={path} className="button mt-8">
        Try again
      </a>
    </section>
  );
}
