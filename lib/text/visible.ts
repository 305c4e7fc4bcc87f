/**
 * Characters that are invisible and have no effect on their neighbors, unlike joiners (emoji, Persian), variation selectors
 * (Japanese names) and the tags of flags. They include the marks that override or isolate a direction.
 */
const INVISIBLE =
  /(?![\p{Join_Control}\p{Variation_Selector}\u{E0020}-\u{E007F}])[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** More marks in a row than any language writes (UAX #15). Composing them takes time quadratic in their number. */
const ENDLESS_MARKS = /(?<!\p{M})\p{M}{31}/u;

/** Composes letters and their accents (NFC), so that a text equals the same text from another keyboard. */
function compose(text: string): string {
  return ENDLESS_MARKS.test(text) ? text : text.normalize('NFC');
}

/** Line breaks of browsers, and of text pasted from Word, PowerPoint, a PDF or a mainframe. */
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Text with several lines. Line breaks become `\n`. */
export function toLines(text: string): string {
  return compose(text).replace(LINE_BREAK, '\n').trim();
}

/** Text with one line, such as a name: without invisible characters, and with white space collapsed as browsers show it. */
export function toLine(text: string): string {
  // Composes last: an invisible character keeps a letter and its accent apart.
  return compose(text.replace(INVISIBLE, ''))
    .replace(/\p{White_Space}+/gu, ' ')
    .trim();
}

/** Returns an email or web address. Everything invisible in it comes from where it was copied, such as Windows contacts. */
export function toAddress(text: string): string {
  return toLine(text).replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/** Whether a text has a character that a reader can see. U+2800 is an empty Braille cell. */
export function isVisible(text: string): boolean {
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u.test(text);
}

/** Whether a text has only characters that can be stored and shown: no control characters, and no half of a character. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/[^\P{Cc}\t\n]/u.test(text);
}

/** Returns one line to show or to search for, from a text of any origin; '' if nothing in it is visible. */
export function toVisibleLine(text: string): string {
  const line = toLine(text)
    .replace(/\p{Cc}/gu, '')
    .toWellFormed();
  return isVisible(line) ? line : '';
}
