import { currentUser } from '@/lib/auth/session';
import { HOME, SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';

export default async function LandingPage() {
  const user = await currentUser();
  return (
    <div className="py-16">
      <h1 className="text-5xl font-semibold tracking-tight">{SITE_NAME}</h1>
      <p className="mt-5 text-lg text-muted-foreground">{SITE_DESCRIPTION}</p>
      <p className="mt-8 flex flex-wrap items-center gap-3">
        {user ? (
          <a href={HOME} className="button">
            Open {SITE_NAME}
          </a>
        ) : (
          <>
            <a href="/auth/sign-up" className="button">
              Create account
            </a>
            <a href="/auth/sign-in" className="button-quiet">
              Sign in
            </a>
          </>
        )}
      </p>
    </div>
  );
}
