/** Replaces decimal digits of any script with ASCII digits. Unicode has those of each script in a row, from zero to nine. */
export function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let position = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(code - position - 1))) position += 1;
    return String(position % 10);
  });
}
