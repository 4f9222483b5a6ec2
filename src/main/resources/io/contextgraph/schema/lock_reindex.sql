-- Held by the session, and so also while a build continues whose program was interrupted.
SELECT pg_try_advisory_lock(hashtextextended('ledger.reindex', 0))
