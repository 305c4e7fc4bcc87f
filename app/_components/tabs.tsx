/** Links to related pages. The current one is at `path`. */
export function Tabs({ label, pages, path }: { label: string; pages: { path: string; name: string }[]; path: string }) {
  return (
    <nav aria-label={label} className="tabs">
      {pages.map((page) => (
        <a key={page.path} href={page.path} aria-current={page.path === path ? 'page' : undefined}>
          {page.name}
        </a>
      ))}
    </nav>
  );
}
