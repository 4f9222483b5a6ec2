-- Stores a checkpoint unless it is stored already with the same signatures.
INSERT INTO ledger.checkpoint (origin, tree_size, root, note)
SELECT new.origin, new.tree_size, new.root, new.note
FROM (VALUES (?::text, ?::bigint, ?::bytea, ?::bytea)) AS new (origin, tree_size, root, note)
WHERE NOT EXISTS (
  SELECT FROM ledger.checkpoint c
  WHERE c.tree_size = new.tree_size AND c.origin = new.origin AND c.note = new.note)
