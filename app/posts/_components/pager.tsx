/** Links to the adjacent pages of a list. */
export function Pager({ newer, older }: { newer: string | null; older: string | null }) {
  if (!newer && !older) return null;
  return (
    <nav aria-label="Pages" className="mt-8 flex justify-between">
      {newer && (
        <a href={newer} rel="prev" className="button-quiet -ml-3">
          ← Newer
        </a>
      )}
      {older && (
        <a href={older} rel="next" className="button-quiet -mr-3 ml-auto">
          Older →
        </a>
      )}
    </nav>
  );
}
