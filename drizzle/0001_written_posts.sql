DROP VIEW "public"."published_posts";--> statement-breakpoint
ALTER TABLE "posts" ALTER COLUMN "user_id" SET DEFAULT nullif(current_setting('app.user_id', true), '')::uuid;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "posts" SET "updated_at" = "created_at";--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "idempotency_key" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('english', "posts"."content")) STORED;--> statement-breakpoint
CREATE INDEX "posts_own_newest" ON "posts" USING btree ("user_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "posts_published_search" ON "posts" USING gin ("search") WHERE "posts"."is_published";--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_sent_once" UNIQUE("user_id","idempotency_key");--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_content_length" CHECK (octet_length("posts"."content") between 1 and 200000);--> statement-breakpoint
CREATE VIEW "public"."published_posts" AS (select "id", "user_id", "content", "created_at", "updated_at", "search" from "posts" where "posts"."is_published" = true);