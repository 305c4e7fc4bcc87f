'use client';

import { usePathname } from 'next/navigation';

/** A link that is marked as current on its page, and on the pages below it. */
export function NavLink({ path, name, className }: { path: string; name: string; className?: string }) {
  const current = usePathname();
  const isCurrent = current === path || current.startsWith(`${path}/`);
  return (
    <a href={path} aria-current={isCurrent ? 'page' : undefined} className={className}>
      {name}
    </a>
  );
}
