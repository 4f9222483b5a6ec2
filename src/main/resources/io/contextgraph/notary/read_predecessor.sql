-- The id that the ledger had before its last fork, and its last position then.
SELECT p.ledger_id::text, p.position FROM ledger.predecessor p JOIN ledger.head h ON h.ledger_id = p.successor
