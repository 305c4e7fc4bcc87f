import { currentUser } from '@/lib/auth/session';
import { SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';

export default async function LandingPage() {
  const user = await currentUser();
  return (
    <div className="py-16">
      <h1 className="text-5xl font-semibold tracking-tight">{SITE_NAME}</h1>
      <p className="mt-5 text-lg text-muted-foreground">{SITE_DESCRIPTION}</p>
      <p className="mt-8 flex flex-wrap items-center gap-3">
        {!user && (
          <a href="/auth/sign-up" className="button">
            Create account
          </a>
        )}
        <a href="/posts" className={user ? 'button' : 'button-quiet'}>
          Browse posts
        </a>
      </p>
    </div>
  );
}
