-- Milliseconds from the first append to the last after a position.
SELECT (extract(epoch FROM max(recorded_at) - min(recorded_at)) * 1000)::bigint FROM ledger.event WHERE global_position > ?
