-- Without these timeouts, a stopped process would keep the lock on the head forever. Without the last
-- option, a plan made while the head's table was small would scan it when it has grown (see V016).
SELECT
  set_config('idle_in_transaction_session_timeout', '5s', false),
  set_config('statement_timeout', '30s', false),
  set_config('lock_timeout', '10s', false),
  set_config('enable_seqscan', 'off', false)
