import { redirect } from 'next/navigation';
import { isWakingUp } from '@/lib/http/cold-start';
import { isFormReply } from '@/lib/http/form-reply';
import { withReturnTo } from '@/lib/http/return-to';

/**
 * Replaces content whose data is unavailable: redirects to `/unavailable`, which has the status 503. A form reply shows the
 * message itself, because it must not redirect.
 */
export async function Unavailable({ path }: { path: string }) {
  if (!(await isFormReply())) redirect(withReturnTo('/unavailable', path));
  return <UnavailableMessage path={path} />;
}

/** @param retrySeconds how often the page tries again by itself, if it does */
export function UnavailableMessage({ path, retrySeconds }: { path: string; retrySeconds?: number }) {
  const isWaking = isWakingUp();
  return (
    <section role="alert" className="mt-10">
      <h1>{isWaking ? 'Waking up' : 'Something went wrong'}</h1>
      <p className="mt-4 text-muted-foreground">
        {isWaking
          ? 'The server was idle and needs a few seconds to start. Your data is safe.'
          : "We couldn't load this page. Your data is safe."}
        {retrySeconds && ` This page tries again every ${retrySeconds} seconds.`}
      </p>
      <a href={path} rel="external" className="button mt-8">
        Try again
      </a>
    </section>
  );
}
