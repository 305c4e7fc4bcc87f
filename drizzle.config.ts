import { defineConfig } from 'drizzle-kit';

/** For `npm run db:generate`, which compares the schema with the migrations and needs no database. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './lib/db/schema.ts',
  out: './drizzle',
});
