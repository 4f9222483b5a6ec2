-- Appends wait behind a migration that waits for a lock on their table; the job gives up after 10 s. A
-- migration takes as long as it needs, whatever the database or the role allows other statements.
SET lock_timeout = '3s';
SET statement_timeout = 0;
