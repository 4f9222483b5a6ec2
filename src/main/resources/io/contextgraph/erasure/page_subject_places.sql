-- The sessions and agents of the events about a subject, within a range of positions; see
-- page_subject_remains.sql.
SELECT global_position, session_id, agent_id
FROM ledger.event
WHERE hashtextextended(subject_id, 0) = ANY (ARRAY[hashtextextended(? COLLATE "C", 0)])
  AND subject_id = ?
  AND global_position > ? AND global_position <= ?
ORDER BY hashtextextended(subject_id, 0), global_position LIMIT ?
