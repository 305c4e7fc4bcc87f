CREATE TABLE "session_browsers" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session_browsers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "session_browsers_of_user" ON "session_browsers" USING btree ("user_id");