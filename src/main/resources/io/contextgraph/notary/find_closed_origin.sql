-- The last position before the ledger's last fork, if an origin was signed before it: the event of a fork has
-- the last checkpoint, and checkpoints are stored that were smaller or earlier than the fork.
SELECT p.position
FROM ledger.predecessor p JOIN ledger.head h ON h.ledger_id = p.successor
CROSS JOIN (VALUES (?::text)) AS given (origin)
WHERE EXISTS (
    SELECT FROM ledger.checkpoint c
    WHERE c.origin = given.origin AND (c.tree_size < p.position OR c.stored_at < p.forked_at))
  OR EXISTS (
    SELECT FROM ledger.event e
    WHERE e.session_id = ANY (ARRAY['ledger:control']) AND e.stream = 'ledger:control' AND e.event_type = 'audit.fork'
      AND split_part(e.payload -> 'result' ->> 'last_checkpoint', E'\n', 1) = given.origin)
