'use client';

import type { SamplePost } from '@/lib/posts/samples';
import { Avatar } from './avatar';

/** What the starter has, and the folder to look at. */
const CAPABILITIES = [
  {
    title: 'Accounts',
    text: 'Passwords, email codes, links and social sign-in, on Neon Auth. Sessions, verification and account deletion.',
    folder: 'app/auth',
  },
  {
    title: 'Security in the database',
    text: 'Row-level security decides who may read and change a row, in one round trip with the query.',
    folder: 'lib/db',
  },
  {
    title: 'Posts',
    text: 'A whole feature to copy: pages, forms, search, a JSON API, types, and tests for all of them.',
    folder: 'app/posts',
  },
  {
    title: 'JSON API',
    text: 'The same posts for your own scripts, with tokens, rate limits, conditional and repeatable requests.',
    folder: 'app/api',
  },
  {
    title: 'Tests',
    text: 'Every promise has one: in a real browser, over HTTP, as an attacker, and while a service is down.',
    folder: 'tests',
  },
  {
    title: 'Local Neon',
    text: 'Real Postgres and real auth on your machine, with a mailbox. No account, no keys, no internet.',
    folder: 'local',
  },
];

interface LandingProps {
  isSignedIn: boolean;
  samples: SamplePost[];
}

/** A client component, so that the browser gets its elements once, and not again as data. */
export function Landing({ isSignedIn, samples }: LandingProps) {
  return (
    <div data-wide>
      <div className="grid items-center gap-x-16 gap-y-12 lg:grid-cols-[6fr_5fr] lg:py-10">
        <div>
          <h1 className="text-4xl font-semibold tracking-tight sm:text-5xl lg:text-6xl">
            Start with accounts that work.
          </h1>
          <p className="mt-5 max-w-prose text-lg text-pretty text-muted-foreground">
            A Next.js starter on Neon Auth and Drizzle. Accounts, organizations and posts that already work. Make it
            yours.
          </p>
          <p className="mt-8 flex flex-wrap items-center gap-3">
            {isSignedIn ? (
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
        </div>
        <Terminal />
      </div>
      <section
        aria-label="Light and dark"
        className="mt-16 grid overflow-hidden rounded-xl border border-border md:grid-cols-2"
      >
        <Samples theme="light" samples={samples} />
        <Samples theme="dark" samples={samples} />
      </section>
      <ul className="mt-20 grid gap-x-10 gap-y-12 sm:grid-cols-2 lg:grid-cols-3">
        {CAPABILITIES.map(({ title, text, folder }) => (
          <li key={folder}>
            <h2 className="font-semibold">{title}</h2>
            <p className="mt-2 text-pretty text-muted-foreground">{text}</p>
            <p className="mt-3 font-mono text-sm text-accent-foreground">{folder}/</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a developer sees after the first two commands. */
function Terminal() {
  return (
    <div
      role="img"
      aria-label="A terminal: after npm install and npm run dev, the app runs, and a sign-in code arrives in the mailbox."
      data-theme="dark"
      className="min-w-0 overflow-x-auto rounded-xl border border-border bg-card p-5 font-mono text-sm leading-7 text-card-foreground shadow-lg"
    >
      <div aria-hidden className="w-max">
        <p>
          <span className="text-muted-foreground">$</span> npm install
        </p>
        <p>
          <span className="text-muted-foreground">$</span> npm run dev
        </p>
        <p className="mt-3">
          <span className="inline-block w-[9ch] text-muted-foreground">Mailbox</span>http://127.0.0.1:4545
        </p>
        <p>
          <span className="inline-block w-[9ch] text-muted-foreground">App</span>http://localhost:3000
        </p>
        <p className="mt-3 text-muted-foreground">
          <span className="inline-block w-[17ch]">ada@example.com</span>
          <span className="text-accent-foreground">sign-in code 492018</span>
        </p>
      </div>
    </div>
  );
}

function Samples({ theme, samples }: { theme: 'light' | 'dark'; samples: SamplePost[] }) {
  return (
    <div data-theme={theme} className="bg-background px-6 py-2 text-foreground sm:px-8">
      <ul aria-label={`Sample posts in the ${theme} theme`} className="divide-y divide-border">
        {samples.map((post) => (
          <Sample key={post.content} post={post} />
        ))}
      </ul>
    </div>
  );
}

function Sample({ post: { author, content } }: { post: SamplePost }) {
  return (
    <li className="flex gap-4 py-5">
      <Avatar name={author.name} image={null} />
      <div className="min-w-0">
        <p className="text-sm font-medium">{author.name}</p>
        <p className="mt-1 line-clamp-3">{content}</p>
      </div>
    </li>
  );
}
