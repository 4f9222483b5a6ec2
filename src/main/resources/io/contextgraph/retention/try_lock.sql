-- Held by whoever archives, drops or restores months, until its connection ends.
SELECT pg_try_advisory_lock(hashtextextended('ledger.retention', 0))
