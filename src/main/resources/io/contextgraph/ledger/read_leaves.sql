-- What the leaves of these positions are made of. The bounds of occurred_at are those of the page
-- (read_page_times.sql): without them, every partition would be read.
SELECT
  global_position,
  (extract(epoch FROM recorded_at) * 1000000)::bigint AS recorded_at_micros,
  event_id,
  content_hash,
  personal_data,
  stream,
  entry_id
FROM ledger.event
WHERE global_position > ? AND global_position <= ? AND occurred_at >= ? AND occurred_at <= ?
ORDER BY global_position
