-- The bytes of WAL that the server has written so far.
SELECT (pg_current_wal_insert_lsn() - pg_lsn '0/0')::bigint
