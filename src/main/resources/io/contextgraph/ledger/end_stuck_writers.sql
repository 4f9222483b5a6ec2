-- While Postgres waits for the rows of a COPY, none of its timeouts ends the session, so a writer
-- that stops there keeps the lock on the head. No other transaction of this role runs this long.
-- A session that waits for anything else, such as a synchronous standby, is left alone: ending it
-- there would make its commit visible without the standby.
SELECT count(pg_terminate_backend(pid))
FROM pg_stat_activity
WHERE usename = current_user
  AND datname = current_database()
  AND pid <> pg_backend_pid()
  AND xact_start < clock_timestamp() - interval '15 s'
  AND wait_event_type = 'Client'
  AND wait_event = 'ClientRead'
  AND state = 'active'
  AND query LIKE 'COPY %'
