-- Keeps months from being archived, dropped or restored until the connection ends.
SELECT pg_try_advisory_lock_shared(hashtextextended('ledger.retention', 0))
