import { pendingMigrations } from '../migrate';
import { MigrationError } from '../migration-error';
import { failed, ok, type Result } from './result';

const CHECK = 'Migrations';

/** Checks that the database has every migration of this version of the app, unchanged. */
export async function checkMigrations(databaseUrl: string): Promise<Result[]> {
  try {
    const pending = await pendingMigrations(databaseUrl);
    if (pending.length === 0) return [ok(CHECK, 'are up to date')];
    return [failed(CHECK, `${pending.length} are pending, from ${pending[0]?.file}`, 'npm run db:migrate')];
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const [message = '', ...advice] = error.message.split('\n');
    return [failed(CHECK, message, advice.join(' '))];
  }
}
