-- For statements that block neither reads nor appends while they wait, however long.
SELECT set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)
