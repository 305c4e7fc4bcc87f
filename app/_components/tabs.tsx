import Link from 'next/link';

/** Links to related pages. The current one is at `path`. */
export function Tabs({ label, pages, path }: { label: string; pages: { path: string; name: string }[]; path: string }) {
  return (
    <nav aria-label={label} className="mt-6 flex gap-1 border-b border-border">
      {pages.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          aria-current={page.path === path ? 'page' : undefined}
          className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-muted-foreground hover:text-foreground aria-[current]:border-primary aria-[current]:text-foreground"
        >
          {page.name}
        </Link>
      ))}
    </nav>
  );
}
