-- The transaction has locked the row, so its current version is the one found here.
UPDATE ledger.head
SET
  position = ?,
  recorded_at = timestamptz '1970-01-01 00:00:00+00' + ? * interval '1 microsecond',
  tree_size = ?,
  frontier = ?
WHERE ctid = (SELECT ctid FROM ledger.head ORDER BY position DESC LIMIT 1)
