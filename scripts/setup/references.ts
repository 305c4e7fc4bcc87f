import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Stands for a reference until the separators around it are gone, too. No document contains it. */
const GONE = '\0';

/** Removes what the documents say about test files that are gone: references in tables, and the markers of code blocks. */
export function removeReferences(root: string): void {
  for (const file of documentsIn(root)) {
    const text = readFileSync(file, 'utf8');
    const changed = withoutReferences(text, (name) => existsSync(path.join(root, name)));
    if (changed !== text) writeFileSync(file, changed);
  }
}

/** @param exists whether a test file, by its path, is still there */
export function withoutReferences(text: string, exists: (file: string) => boolean): string {
  return text
    .replace(/`(tests\/[^`]+\.(?:test|spec)\.tsx?)`: .+?(?= · | \|$)/gm, (reference, file) =>
      exists(file) ? reference : GONE,
    )
    .replaceAll(` · ${GONE}`, '')
    .replaceAll(`${GONE} · `, '')
    .replaceAll(GONE, '–')
    .replace(/^<!-- tested: (.*) -->$/gm, (_marker, files: string) => {
      const left = files.split(', ').filter(exists);
      return left.length > 0 ? `<!-- tested: ${left.join(', ')} -->` : '<!-- needs: a try by hand -->';
    });
}

function documentsIn(root: string): string[] {
  // The sources of a build have no documents.
  const docs = path.join(root, 'docs');
  const names = existsSync(docs) ? readdirSync(docs, { recursive: true, encoding: 'utf8' }) : [];
  const files = [path.join(root, 'README.md'), ...names.map((name) => path.join(docs, name))];
  return files.filter((file) => file.endsWith('.md') && existsSync(file));
}
