import Link from 'next/link';

const LISTS = [
  { path: '/posts', name: 'Everyone’s' },
  { path: '/posts/mine', name: 'Yours' },
] as const;

/** The head of both lists: which it is, the way to the other, and the way to write. */
export function PostsHeader({ title, path }: { title: string; path: (typeof LISTS)[number]['path'] }) {
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <Link href="/posts/new" className="button">
          New post
        </Link>
      </div>
      <nav aria-label="Posts" className="mt-6 flex gap-1 border-b border-border">
        {LISTS.map((list) => (
          <Link
            key={list.path}
            href={list.path}
            aria-current={list.path === path ? 'page' : undefined}
            className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-muted-foreground hover:text-foreground aria-[current]:border-primary aria-[current]:text-foreground"
          >
            {list.name}
          </Link>
        ))}
      </nav>
    </>
  );
}
