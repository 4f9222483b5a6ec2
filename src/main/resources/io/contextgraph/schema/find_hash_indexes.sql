-- A row if the ledger has the hash indexes that V015 replaces.
SELECT 1 FROM pg_class WHERE oid = to_regclass('ledger.event_session_idx')
