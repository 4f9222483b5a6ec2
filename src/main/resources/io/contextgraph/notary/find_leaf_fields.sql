-- What the leaf of an event is computed from.
SELECT e.global_position, (extract(epoch FROM e.recorded_at) * 1000000)::bigint AS recorded_at_micros,
  e.content_hash, e.personal_data, e.stream, e.entry_id
FROM ledger.event_by_id(?::uuid) AS e
