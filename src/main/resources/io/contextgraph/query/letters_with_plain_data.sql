-- The dead letters of a range of ids whose entries had personal data in plain, or may have had: of an entry that was too
-- large, only the beginning was kept.
SELECT id
FROM ledger.dead_letter
WHERE id > ? AND id <= ?
  AND (reason = 'TOO_LARGE' OR position(? IN fields) > 0 OR position(? IN fields) > 0)
ORDER BY id
