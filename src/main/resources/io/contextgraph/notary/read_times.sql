-- When the events of a range of positions occurred, archived ones included.
SELECT global_position, (extract(epoch FROM occurred_at) * 1000000)::bigint AS occurred_at_micros
FROM ledger.event_identity
WHERE global_position > ? AND global_position <= ?
