/** Marks the button of the method that this browser's user chose last time. */
export function LastUsed() {
  return <span className="badge-accent absolute -top-2.5 right-2 text-xs sm:top-auto">Last used</span>;
}
