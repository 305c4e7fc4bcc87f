/**
 * Whether a file has a test of this title, as documents name it.
 * @param title what differs from one case to the next is an ellipsis
 */
export function namesTest(source: string, title: string): boolean {
  const pieces = title.split('…').map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // After `test(`, or after the cases of `test.each(…)(`.
  return new RegExp(`(test|\\))\\(\\s*['"\`]${pieces.join('.*')}['"\`]`).test(source);
}
