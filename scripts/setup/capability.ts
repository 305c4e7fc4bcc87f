import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deleteOrphans, importedModules } from './orphans';
import { removeReferences } from './references';
import { removeBlock, replaceOnce } from './text';

/** A part of the starter, and everything that exists only for it. */
export interface Part {
  /** Files and folders to delete. */
  paths: string[];
  /** In other files: statements, tests, table rows and sections to remove, each by a text that only its line has. */
  blocks: Record<string, string[]>;
  /** In other files: exact texts, each in one place, and what they become. */
  words: Record<string, [from: string, to: string][]>;
  /** Files that change as a whole, and the files that take their places. */
  files?: Record<string, string>;
  table?: Table;
}

/** A table that a part alone uses, with its views. */
interface Table {
  name: string;
  views?: string[];
  /** The migrations that change nothing else. */
  migrations: string[];
  /** The migrations that keep other statements, and their new names. */
  renamed?: Record<string, string>;
}

/** A part that a product may not need. */
export interface Capability extends Part {
  /** For the prompt. */
  title: string;
}

/** Lists the edits that don't apply to a folder, because its files changed. */
export function problemsOf(root: string, { paths, blocks, words, files: replaced = {} }: Part): string[] {
  const expected = [...paths, ...Object.entries(replaced).flat()];
  const missing = expected.filter((name) => !existsSync(path.join(root, name))).map((name) => `${name}: not found`);
  const files = new Set([...Object.keys(blocks), ...Object.keys(words)]);
  return [
    ...missing,
    ...[...files].flatMap((file) => edit(root, file, blocks[file] ?? [], words[file] ?? []).problems),
  ];
}

/**
 * Removes parts from a folder, then the modules that only they imported, and what documents say about their tests. Formatting
 * is up to the caller. An edit in a text that another part removed is skipped: call `problemsOf` before.
 */
export function removeParts(root: string, parts: Part[]): void {
  const imported = importedModules(root);
  // The sources of a build have neither.
  for (const [file, replacement] of parts.flatMap(({ files = {} }) => Object.entries(files)))
    if (existsSync(path.join(root, replacement))) copyFileSync(path.join(root, replacement), path.join(root, file));
  for (const { paths } of parts)
    for (const name of paths) rmSync(path.join(root, name), { recursive: true, force: true });
  for (const { blocks, words, table } of parts) {
    for (const file of new Set([...Object.keys(blocks), ...Object.keys(words)])) {
      if (!existsSync(path.join(root, file))) continue;
      writeFileSync(path.join(root, file), edit(root, file, blocks[file] ?? [], words[file] ?? []).source);
    }
    // The sources of a build have no migrations.
    if (table && existsSync(path.join(root, 'drizzle'))) removeTable(path.join(root, 'drizzle'), table);
  }
  deleteOrphans(root, imported);
  removeReferences(root);
}

function edit(root: string, file: string, blocks: string[], words: [string, string][]) {
  const name = path.join(root, file);
  if (!existsSync(name)) return { source: '', problems: [`${file}: not found`] };
  let source = readFileSync(name, 'utf8');
  const problems: string[] = [];
  const attempt = (change: (source: string) => string) => {
    try {
      source = change(source);
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? error.message : error}`);
    }
  };
  for (const [from, to] of words) attempt((text) => replaceOnce(text, from, to));
  for (const block of blocks) attempt((text) => removeBlock(text, block));
  return { source, problems };
}

interface Journal {
  entries: { idx: number; tag: string }[];
}
interface Snapshot {
  id: string;
  prevId: string;
  tables: Record<string, unknown>;
  views: Record<string, unknown>;
}

/** What precedes the first snapshot. */
const NO_SNAPSHOT = '00000000-0000-0000-0000-000000000000';

/** Removes a table from the history of the schema, as if there had never been one. */
function removeTable(folder: string, { name, views = [], migrations, renamed = {} }: Table): void {
  const snapshotOf = (tag: string) => path.join(folder, 'meta', `${tag.slice(0, 4)}_snapshot.json`);
  for (const tag of migrations) for (const file of [path.join(folder, `${tag}.sql`), snapshotOf(tag)]) rmSync(file);
  const journalFile = path.join(folder, 'meta', '_journal.json');
  const journal: Journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  journal.entries = journal.entries.filter(({ tag }) => !migrations.includes(tag));
  for (const entry of journal.entries) {
    const tag = renamed[entry.tag] ?? entry.tag;
    if (tag !== entry.tag) renameSync(path.join(folder, `${entry.tag}.sql`), path.join(folder, `${tag}.sql`));
    entry.tag = tag;
  }
  writeFileSync(journalFile, JSON.stringify(journal, null, 2));
  let prevId = NO_SNAPSHOT;
  for (const { tag } of journal.entries) {
    const file = snapshotOf(tag);
    const snapshot: Snapshot = JSON.parse(readFileSync(file, 'utf8'));
    delete snapshot.tables[`public.${name}`];
    for (const view of views) delete snapshot.views[`public.${view}`];
    snapshot.prevId = prevId;
    prevId = snapshot.id;
    writeFileSync(file, JSON.stringify(snapshot, null, 2));
  }
}
