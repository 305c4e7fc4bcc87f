import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { replaceOnce } from '../../scripts/setup/text';

/** A code block of a page for adopters. */
interface Step {
  language: string;
  code: string;
}

/** Returns the code blocks of a page, in order. */
export function stepsOf(page: string): Step[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, language = '', code = '']) => ({ language, code }));
}

/**
 * Does in a project what a code block says. Its first line names a file: to write, or to add to, `at the end` or `before` the first
 * occurrence of a text. A diff has the name of each file above its lines.
 */
export function apply(project: string, { language, code }: Step): void {
  if (language === 'diff') applyDiff(project, code);
  else writeBlock(project, code);
}

function writeBlock(project: string, code: string): void {
  const [, file = '', place, text = ''] =
    /^(?:\/\/|--) (\S+?)(: at the end|: before the first (.+))?\n/.exec(code) ?? [];
  if (!file) throw new Error(`A block without a file:\n${code}`);
  const target = path.join(project, file);
  const content = code.slice(code.indexOf('\n') + 1);
  if (!place && existsSync(target)) throw new Error(`${file} exists.`);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, place ? addTo(readFileSync(target, 'utf8'), content, text) : content);
}

/** Adds to a file before the first occurrence of a text, or at the end. */
function addTo(old: string, content: string, before: string): string {
  const position = before ? old.indexOf(before) : -1;
  if (before && position === -1) throw new Error(`"${before}" not found.`);
  return before ? old.slice(0, position) + content + old.slice(position) : `${old}\n${content}`;
}

function applyDiff(project: string, code: string): void {
  for (const [, file = '', change = ''] of code.matchAll(/^(\w\S*)\n((?:[ +-].*\n)+)/gm)) {
    const lines = change.trimEnd().split('\n');
    const side = (without: string) =>
      lines
        .filter((line) => !line.startsWith(without))
        .map((line) => line.slice(1))
        .join('\n');
    const target = path.join(project, file);
    writeFileSync(target, replaceOnce(readFileSync(target, 'utf8'), side('+'), side('-')));
  }
}
