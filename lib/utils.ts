import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins class names; of two conflicting Tailwind classes the last one wins. shadcn/ui's components import it by this name. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes));
}
