-- The event at the given position was committed before this statement began, so its snapshot has it
-- even if it then waits for the lock.
SELECT
  ledger_id,
  position,
  (extract(epoch FROM greatest(recorded_at, clock_timestamp())) * 1000000)::bigint AS recorded_at_micros,
  (SELECT event_id FROM ledger.event_identity WHERE global_position = ?) AS recorded
FROM ledger.head
FOR UPDATE OF head
