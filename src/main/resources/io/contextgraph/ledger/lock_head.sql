SELECT
  ledger_id,
  position,
  (extract(epoch FROM greatest(recorded_at, clock_timestamp())) * 1000000)::bigint AS recorded_at_micros
FROM ledger.head
FOR UPDATE
