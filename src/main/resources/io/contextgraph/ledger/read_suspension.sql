-- Why nothing may be recorded; NULL if recording is allowed.
SELECT suspended FROM ledger.head
