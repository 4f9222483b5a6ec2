-- For a transaction for which appends wait: it waits for no other lock, and the server ends it if its client stands still.
SELECT set_config('lock_timeout', '100ms', true), set_config('idle_in_transaction_session_timeout', '2s', true)
