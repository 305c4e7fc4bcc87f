-- Composes letters and their accents, as the app now does before it writes. The version of a post stays the same.
-- Skips texts with endless marks: composing them takes time quadratic in their number, and may exceed the limit in bytes.
UPDATE "posts" SET "content" = normalize("content", NFC)
WHERE CASE WHEN length("content") <= 16000 THEN "content" IS NOT NFC NORMALIZED ELSE false END;
