-- Dead letters after an id, optionally of one status and one reason, without their fields.
SELECT d.id, row_to_json(d) FROM (
  SELECT id, stream, entry_id, reason, detail, octet_length(fields) AS bytes, first_seen_at, status,
    replayed_at, replayed_by, replayed_as
  FROM ledger.dead_letter
  WHERE id > ? AND (?::text IS NULL OR status = ?) AND (?::text IS NULL OR reason = ?)
  ORDER BY id LIMIT ?) d
