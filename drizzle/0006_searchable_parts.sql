-- The view depends on the column, and the index goes with it.
DROP VIEW "public"."published_posts";--> statement-breakpoint
ALTER TABLE "posts" drop column "search";--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('english', regexp_replace("posts"."content", '([-./:@_+<&~])', E'\x0B\\1\x0B', 'g'))) STORED;--> statement-breakpoint
CREATE INDEX "posts_published_search" ON "posts" USING gin ("search") WHERE "posts"."is_published";--> statement-breakpoint
CREATE VIEW "public"."published_posts" AS (select "id", "user_id", "content", "created_at", "updated_at", "search" from "posts" where "posts"."is_published" = true);