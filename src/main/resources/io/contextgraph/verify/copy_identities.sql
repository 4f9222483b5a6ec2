COPY (
  SELECT global_position, event_id, occurred_at, content_hash
  FROM ledger.event_identity
  WHERE global_position > $after AND global_position <= $up_to
  ORDER BY global_position
) TO STDOUT (FORMAT binary)
