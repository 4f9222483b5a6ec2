-- The partitions of ledger.event on which the rule for event types is not validated, the oldest first.
SELECT c.oid::regclass::text AS partition
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
JOIN pg_constraint k ON k.conrelid = c.oid AND k.conname = 'event_event_type_check'
WHERE i.inhparent = 'ledger.event'::regclass AND NOT k.convalidated
ORDER BY c.relname
