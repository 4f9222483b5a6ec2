-- For each partition of ledger.event and each of its three lookup indexes: the index of ledger.event, the
-- partition's own index of the same definition (attached or not, valid or not), and the hash index of
-- release 0.1. The newest partition, which is written to, comes first.
SELECT
  quote_ident(c.relname) AS partition,
  '(' || l.key || ', global_position)' || coalesce(' WHERE ' || l.predicate, '') AS definition,
  l.parent AS parent,
  quote_ident(c.relname || '_' || l.name || '_global_position_idx') AS new_index,
  o.index AS index,
  coalesce(o.valid, false) AS valid,
  coalesce(o.attached, false) AS attached,
  h.index AS hash_index
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
CROSS JOIN (VALUES
  ('session_id', 'session_id', NULL, 'event_session_position_idx'),
  ('trace_id', 'trace_id', NULL, 'event_trace_position_idx'),
  ('hashtextextended', 'hashtextextended(subject_id, (0)::bigint)', '(subject_id IS NOT NULL)',
    'event_subject_position_idx')) l (name, key, predicate, parent)
LEFT JOIN LATERAL (
  SELECT quote_ident(x.relname) AS index, d.indisvalid AS valid, x.relispartition AS attached
  FROM pg_index d
  JOIN pg_class x ON x.oid = d.indexrelid
  JOIN pg_am m ON m.oid = x.relam
  WHERE d.indrelid = c.oid AND m.amname = 'btree' AND d.indnkeyatts = 2
    AND pg_get_expr(d.indpred, d.indrelid) IS NOT DISTINCT FROM l.predicate
    AND pg_get_indexdef(d.indexrelid, 1, false) = l.key
    AND pg_get_indexdef(d.indexrelid, 2, false) = 'global_position'
  ORDER BY x.relispartition DESC, d.indisvalid DESC, x.relname
  LIMIT 1) o ON true
LEFT JOIN LATERAL (
  SELECT quote_ident(x.relname) AS index
  FROM pg_index d
  JOIN pg_class x ON x.oid = d.indexrelid
  JOIN pg_am m ON m.oid = x.relam
  WHERE d.indrelid = c.oid AND m.amname = 'hash' AND pg_get_indexdef(d.indexrelid, 1, false) = l.key
  ORDER BY x.relname
  LIMIT 1) h ON true
WHERE i.inhparent = to_regclass('ledger.event')
ORDER BY c.relname DESC, l.name
