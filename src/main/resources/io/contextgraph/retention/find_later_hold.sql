-- A hold that began after a position. The array and the order by session_id keep the plan from reading a partition by
-- position and comparing every row.
SELECT global_position FROM ledger.event
WHERE session_id = ANY (ARRAY[?]) AND stream = ? AND event_type = ? AND global_position > ?
ORDER BY session_id, global_position LIMIT 1
