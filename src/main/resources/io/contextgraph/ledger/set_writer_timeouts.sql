-- Without these, a stopped process would keep the lock on the head forever.
SELECT
  set_config('idle_in_transaction_session_timeout', '5s', false),
  set_config('statement_timeout', '30s', false),
  set_config('lock_timeout', '10s', false)
