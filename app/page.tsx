import { currentUser } from '@/lib/auth/session';

const FEATURES = [
  {
    title: 'Runs offline',
    text: 'Real auth and real Postgres on your own machine. No account, no keys, no Docker, no internet.',
  },
  {
    title: 'The same code on Neon',
    text: 'Set three variables, run the migrations, and the same code uses your Neon project.',
  },
  {
    title: 'Yours to keep',
    text: 'Small files, typed end to end, tested in a real browser with and without JavaScript.',
  },
];

export default async function LandingPage() {
  const user = await currentUser();
  return (
    <>
      <h1 className="text-4xl font-semibold tracking-tight sm:text-5xl">Start with accounts that work.</h1>
      <p className="mt-5 max-w-prose text-lg text-pretty text-muted-foreground">
        A Next.js starter on Neon Auth and Drizzle. Accounts, organizations and posts that already work. Make it yours.
      </p>
      <p className="mt-8 flex flex-wrap items-center gap-3">
        {user ? (
          <a href="/posts" className="button">
            Browse posts
          </a>
        ) : (
          <>
            <a href="/auth/sign-up" className="button">
              Create account
            </a>
            <a href="/posts" className="button-quiet">
              Browse posts
            </a>
          </>
        )}
      </p>
      <ul className="mt-20 grid gap-8 border-t border-border pt-10 sm:grid-cols-3">
        {FEATURES.map(({ title, text }) => (
          <li key={title}>
            <h2 className="font-semibold">{title}</h2>
            <p className="mt-2 text-sm text-pretty text-muted-foreground">{text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
