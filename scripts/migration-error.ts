import type { NeonDbError } from '@neondatabase/serverless';
import type { Migration } from './migration-files';

/** A migration can't be applied for a reason that the developer can fix. The message says how. */
export class MigrationError extends Error {}

/** In lines. */
const MAX_STATEMENT = 15;
/** In characters. */
const MAX_LINE = 200;

/** What to do about an error, by its SQLSTATE. */
const ADVICE: Record<string, string> = {
  '55P04':
    'Each migration is one transaction. Move this statement to a later migration: npx drizzle-kit generate --custom',
  '25001':
    'Each migration is one transaction. Leave out CONCURRENTLY, or run this statement yourself, outside the migrations.',
  ...Object.fromEntries(
    ['42P07', '42P06', '42701', '42710'].map((code) => [
      code,
      'The database already has it. If drizzle-kit push or another tool created it, remove it, then run the migrations again.',
    ]),
  ),
};

/**
 * Describes an error of Postgres: the file, the statement, the message and what to do.
 * @param index of the statement that failed, or null when the migration failed at its end
 */
export function failedMigration(migration: Migration, index: number | null, error: NeonDbError): MigrationError {
  const { file, statements } = migration;
  const place = index === null ? 'when it was committed' : `at statement ${index + 1} of ${statements.length}`;
  const lines = [
    `Migration ${file} failed ${place}, and nothing of it was applied.`,
    ...(index === null ? [] : ['', ...excerpt(statements[index] ?? ''), '']),
    `Postgres: ${error.message}`,
    ...(error.detail ? [`Detail: ${error.detail}`] : []),
    ...(error.hint ? [`Hint: ${error.hint}`] : []),
    adviceFor(error),
  ];
  return new MigrationError(lines.join('\n'), { cause: error });
}

/** Describes a file whose content differs from what was applied. */
export function changedMigration({ file }: Migration): MigrationError {
  return new MigrationError(
    [
      `Migration ${file} has changed since it was applied.`,
      'Undo the change, and make it in a new migration: npm run db:generate.',
      'In development, you can also delete the database: npm run neon reset.',
    ].join('\n'),
  );
}

function adviceFor({ code = '', message }: NeonDbError): string {
  if (message.includes('multiple commands')) return 'Put a line "--> statement-breakpoint" between the statements.';
  return ADVICE[code] ?? 'Correct the statement, then run the migrations again.';
}

function excerpt(statement: string): string[] {
  const lines = statement.trim().split('\n');
  const shown = lines.slice(0, MAX_STATEMENT).map((line) => line.trimEnd().slice(0, MAX_LINE));
  return [...shown, ...(lines.length > MAX_STATEMENT ? ['...'] : [])].map((line) => `    ${line}`);
}
