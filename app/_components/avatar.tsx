import { cn } from '@/lib/class-names';

/** Somebody's picture, and their initial where there is none, or where it does not load. */
export function Avatar({ name, image, className }: { name: string; image: string | null; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'relative inline-flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-full bg-accent text-2xl font-medium text-accent-foreground uppercase',
        className,
      )}
    >
      {[...name][0]}
      {image && (
        // Anybody's server: it learns of no page, and Next.js need not fetch from it.
        <img src={image} alt="" referrerPolicy="no-referrer" className="absolute inset-0 size-full object-cover" />
      )}
    </span>
  );
}
