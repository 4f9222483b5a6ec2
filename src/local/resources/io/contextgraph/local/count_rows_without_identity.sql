-- A second row of an event would have no identity row.
SELECT (SELECT count(*) FROM ledger.event) - (SELECT count(*) FROM ledger.event_identity)
