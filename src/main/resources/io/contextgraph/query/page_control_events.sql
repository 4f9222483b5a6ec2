-- The source of recorded_events.sql: the control events after a position that meet every condition given;
-- NULL means no condition. These are the events of ledger.audit. The array and the order by session_id keep
-- the plan from reading a partition by position and comparing every row.
ledger.event
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type ~ '^(audit|privacy|retention)\.'
  AND global_position > ?
  AND (?::text IS NULL OR event_type = ? OR starts_with(event_type, ? || '.'))
  AND (?::timestamptz IS NULL OR occurred_at >= ?)
  AND (?::timestamptz IS NULL OR occurred_at < ?)
ORDER BY session_id, global_position LIMIT ?
