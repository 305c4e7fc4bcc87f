/**
 * Returns whether a file has a test with this title.
 * @param title with `…` in place of each interpolated value
 */
export function namesTest(source: string, title: string): boolean {
  const parts = title.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // Matches `test('title'` and `test.each(…)('title'`.
  return new RegExp(`(test|\\))\\(\\s*['"\`]${parts.join('.*')}['"\`]`).test(source);
}
