import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Class names under conditions; of two that contradict each other the last one holds. The name is what shadcn/ui's components expect. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes));
}
