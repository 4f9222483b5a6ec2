-- A second row of one event would be a row without an identity of its own.
SELECT (SELECT count(*) FROM ledger.event) - (SELECT count(*) FROM ledger.event_identity)
