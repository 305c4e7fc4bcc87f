import { initialOf } from '@/lib/text/characters';
import { cn } from '@/lib/utils';

/** A user's picture, or their initial if there is none or it fails to load. */
export function Avatar({ name, image, className }: { name: string; image: string | null; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'relative inline-flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-full bg-accent text-2xl font-medium text-accent-foreground uppercase',
        className,
      )}
    >
      {initialOf(name)}
      {image && (
        // Any server: it gets no referrer, and `next/image` would make this app fetch from it.
        <img src={image} alt="" referrerPolicy="no-referrer" className="absolute inset-0 size-full object-cover" />
      )}
    </span>
  );
}
