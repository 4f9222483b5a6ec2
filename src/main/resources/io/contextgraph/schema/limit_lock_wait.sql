-- Appends wait behind a statement that waits for a lock on their table; the job gives up after 10 s.
SELECT set_config('lock_timeout', '3s', false), set_config('statement_timeout', '0', false)
