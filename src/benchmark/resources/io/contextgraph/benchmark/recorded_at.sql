-- Positions after one up to another, each with its append in microseconds since 1970.
SELECT global_position, (extract(epoch FROM recorded_at) * 1000000)::bigint
FROM ledger.event WHERE global_position > ? AND global_position <= ?
