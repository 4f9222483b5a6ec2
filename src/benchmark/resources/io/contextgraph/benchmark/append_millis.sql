-- Milliseconds from the first append after a position to the last.
SELECT (extract(epoch FROM max(recorded_at) - min(recorded_at)) * 1000)::bigint FROM ledger.event WHERE global_position > ?
