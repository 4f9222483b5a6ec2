-- The casts keep the binary form if the type of a column was changed.
COPY (
  SELECT global_position::bigint, event_id::uuid, occurred_at::timestamptz, content_hash::bytea
  FROM ledger.event_identity
  WHERE global_position > $after AND global_position <= $up_to
  ORDER BY global_position
) TO STDOUT (FORMAT binary)
