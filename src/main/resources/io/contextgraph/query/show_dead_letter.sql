-- One dead letter: a row of list_dead_letters.sql, and its fields.
SELECT row_to_json(d), l.fields FROM (
  SELECT id, stream, entry_id, reason, detail, octet_length(fields) AS bytes, first_seen_at, status,
    replayed_at, replayed_by, replayed_as
  FROM ledger.dead_letter WHERE id = ?) d
JOIN ledger.dead_letter l USING (id)
