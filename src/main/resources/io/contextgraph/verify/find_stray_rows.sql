-- Rows and identities at no position of the ledger. One snapshot, so that an append is seen as a whole or
-- not at all.
(SELECT 'event' AS kind, global_position, event_id FROM ledger.event
  WHERE global_position > (SELECT max(position) FROM ledger.head) ORDER BY global_position LIMIT 100)
UNION ALL
(SELECT 'event', global_position, event_id FROM ledger.event WHERE global_position <= 0 LIMIT 100)
UNION ALL
(SELECT 'event', global_position, event_id FROM ledger.event WHERE global_position IS NULL LIMIT 100)
UNION ALL
(SELECT 'identity', global_position, event_id FROM ledger.event_identity
  WHERE global_position > (SELECT max(position) FROM ledger.head) ORDER BY global_position LIMIT 100)
UNION ALL
(SELECT 'identity', global_position, event_id FROM ledger.event_identity WHERE global_position <= 0 LIMIT 100)
UNION ALL
(SELECT 'identity', global_position, event_id FROM ledger.event_identity WHERE global_position IS NULL LIMIT 100)
