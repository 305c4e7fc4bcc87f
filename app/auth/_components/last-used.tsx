/** Marks the button of the method that this browser's user chose last time. */
export function LastUsed() {
  return <span className="badge-accent absolute right-2 text-xs">Last used</span>;
}
