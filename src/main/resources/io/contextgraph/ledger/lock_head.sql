-- The event at the given position was committed before this statement began, so its snapshot has it
-- even if it then waits for the lock.
-- By position, because of the versions that an old snapshot keeps (see V016).
SELECT
  ledger_id,
  position,
  (extract(epoch FROM greatest(recorded_at, clock_timestamp())) * 1000000)::bigint AS recorded_at_micros,
  tree_size,
  frontier,
  (SELECT event_id FROM ledger.event_identity WHERE global_position = ?) AS recorded
FROM ledger.head
ORDER BY position DESC LIMIT 1
FOR UPDATE OF head
