import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';

export interface Migration {
  file: string;
  /** Identifies the file's content in Drizzle's bookkeeping table. */
  hash: string;
  /** The hashes of the same content with other line endings, because Git can change them. */
  equivalentHashes: string[];
  /** When drizzle-kit wrote the file, in milliseconds. Identifies the migration even if its content changes. */
  createdAt: number;
  statements: string[];
}

interface Journal {
  entries: { tag: string }[];
}

const BREAKPOINT = '--> statement-breakpoint';

/**
 * Reads a folder of migrations in order.
 * @throws Error with a message for the terminal when the folder contains none
 */
export function readMigrations(folder: string): Migration[] {
  const journalFile = path.join(folder, 'meta', '_journal.json');
  if (!existsSync(journalFile)) {
    throw new Error(`No migrations in ${path.resolve(folder)}. Run this command in the project's folder.`);
  }
  const journal: Journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  // Drizzle's reader returns the journal's entries in order, without their file names.
  return readMigrationFiles({ migrationsFolder: folder }).map(({ sql, hash, folderMillis }, index) => ({
    file: path.join(folder, `${journal.entries[index]?.tag}.sql`),
    hash,
    equivalentHashes: lineEndingHashes(sql.join(BREAKPOINT)),
    createdAt: folderMillis,
    statements: sql,
  }));
}

function lineEndingHashes(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n');
  return [lines, lines.replaceAll('\n', '\r\n')].map((variant) => createHash('sha256').update(variant).digest('hex'));
}
