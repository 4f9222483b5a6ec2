-- The next dead letters after an id that were first seen in a range of times. Of those whose fields are to be
-- compared by the caller, only letters that contain all the given fields; NULL means no condition.
SELECT id, stream, entry_id, reason, octet_length(fields) AS bytes,
  (extract(epoch FROM first_seen_at) * 1000000)::bigint AS first_seen_at_micros,
  encode(sha256(fields), 'hex') AS sha256,
  CASE WHEN ? THEN fields END AS fields
FROM ledger.dead_letter
WHERE id > ?
  AND first_seen_at <= ?
  AND (?::timestamptz IS NULL OR first_seen_at >= ?)
  AND (?::timestamptz IS NULL OR first_seen_at < ?)
  AND (?::bytea IS NULL OR position(? IN fields) > 0)
  AND (?::bytea IS NULL OR position(? IN fields) > 0)
  AND (?::bytea IS NULL OR position(? IN fields) > 0)
ORDER BY id LIMIT ?
