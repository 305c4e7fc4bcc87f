-- Can be run twice, and by an owner who is no superuser: a role belongs to the cluster, where another database may have made it.
DO $$ BEGIN
  CREATE ROLE "app_user" NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;--> statement-breakpoint
GRANT "app_user" TO CURRENT_USER;--> statement-breakpoint
GRANT USAGE ON SCHEMA "public" TO "app_user";--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE ("content", "is_published", "updated_at") ON "posts" TO "app_user";--> statement-breakpoint
DROP POLICY IF EXISTS "posts_own" ON "posts";--> statement-breakpoint
CREATE POLICY "posts_own" ON "posts" AS PERMISSIVE FOR ALL TO "app_user" USING ("posts"."user_id" = nullif(current_setting('app.user_id', true), '')::uuid) WITH CHECK ("posts"."user_id" = nullif(current_setting('app.user_id', true), '')::uuid);--> statement-breakpoint
DROP POLICY IF EXISTS "posts_rate_limit" ON "posts";--> statement-breakpoint
CREATE POLICY "posts_rate_limit" ON "posts" AS RESTRICTIVE FOR INSERT TO "app_user" WITH CHECK ((select count(*) from posts as recent where recent.created_at > now() - interval '1 minute') < 30);
