import type { missingVariables } from '@/lib/env';

/** What adds a variable, for the ones that no one types. */
const INTEGRATION: Record<string, string> = {
  DATABASE_URL: 'Vercel, your project, Storage: create a Neon database. The integration sets the variable.',
  NEON_AUTH_BASE_URL:
    'Vercel, your project, Storage, your database, Open in Neon: choose the production branch, Auth, and enable it. The integration sets the variable.',
};

/** Replaces every page of a deployment until its variables are set. It shows no values. */
export function UnfinishedSetup({ missing }: { missing: typeof missingVariables }) {
  return (
    <main id="content">
      <h1>Finish the set-up</h1>
      <p className="mt-4 text-muted-foreground">The app is deployed, but these environment variables are missing:</p>
      <dl className="mt-8 grid gap-6">
        {missing.map(({ name, help }) => (
          <div key={name}>
            <dt className="font-mono font-semibold">{name}</dt>
            <dd className="mt-1 text-pretty text-muted-foreground">
              {INTEGRATION[name] ?? `Vercel, your project, Settings, Environment Variables: ${help}.`}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-8 text-muted-foreground">
        Then redeploy: Vercel, your project, Deployments, the latest one, Redeploy.
      </p>
    </main>
  );
}
