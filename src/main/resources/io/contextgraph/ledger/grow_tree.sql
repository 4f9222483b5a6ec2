-- The transaction has locked the row; its position does not move.
UPDATE ledger.head
SET tree_size = ?, frontier = ?
WHERE ctid = (SELECT ctid FROM ledger.head ORDER BY position DESC LIMIT 1)
