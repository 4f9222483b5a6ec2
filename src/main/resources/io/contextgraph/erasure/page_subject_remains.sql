-- What the events about a subject have, within a range of positions. The index has a hash of the subject,
-- which others may share. The array and the order by the hash keep the plan from reading a partition by
-- position and comparing every row.
SELECT
  global_position,
  personal_data IS NOT NULL AS sealed,
  attributes::text <> '{}' AS attributes,
  attributes -> 'on_behalf_of' IS NOT NULL AS on_behalf_of,
  payload IS NOT NULL AS payload,
  payload_ref IS NOT NULL AS payload_ref
FROM ledger.event
WHERE hashtextextended(subject_id, 0) = ANY (ARRAY[hashtextextended(? COLLATE "C", 0)])
  AND subject_id = ?
  AND global_position > ? AND global_position <= ?
ORDER BY hashtextextended(subject_id, 0), global_position LIMIT ?
