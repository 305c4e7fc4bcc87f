import { defineConfig } from 'drizzle-kit';

/** For `npm run db:generate`, which compares the schema with the migrations, and `npm run db:studio`, which sets `DATABASE_URL`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./lib/db/schema.ts', './lib/*/table.ts'],
  out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
