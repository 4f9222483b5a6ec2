-- A migration takes as long as it needs, whatever the database or the role allows other statements; one that
-- waits for a lock gives up after 3 s and is repeated, so that sealing continues in between.
SET lock_timeout = '3s';
SET statement_timeout = 0;
