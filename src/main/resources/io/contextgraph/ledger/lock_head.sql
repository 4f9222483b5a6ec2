-- By position, because of the versions that an old snapshot keeps (see V016).
SELECT
  ledger_id,
  position,
  (extract(epoch FROM greatest(recorded_at, clock_timestamp())) * 1000000)::bigint AS recorded_at_micros
FROM ledger.head
ORDER BY position DESC LIMIT 1
FOR UPDATE
