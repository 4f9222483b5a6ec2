-- The source of recorded_events.sql: the events about a subject after a position. The index has a hash of
-- the subject, which others may share. The array and the order by the hash keep the plan from reading a
-- partition by position and comparing every row.
ledger.event
WHERE hashtextextended(subject_id, 0) = ANY (ARRAY[hashtextextended(? COLLATE "C", 0)])
  AND subject_id = ?
  AND global_position > ?
ORDER BY hashtextextended(subject_id, 0), global_position LIMIT ?
