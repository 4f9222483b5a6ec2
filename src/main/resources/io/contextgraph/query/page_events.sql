-- The source of recorded_events.sql: the events after a position that meet every condition given; NULL
-- means no condition. The ledger's functions answer one condition each; this combines them.
-- The server must plan it with the actual values: only then are NULL conditions removed from the
-- plan, and the others use their indexes and partitions.
ledger.event
WHERE global_position > ?
  AND (?::text IS NULL OR session_id = ?)
  AND (?::text IS NULL OR agent_id = ?)
  AND (?::text IS NULL OR trace_id = ?)
  AND (?::timestamptz IS NULL OR occurred_at >= ?)
  AND (?::timestamptz IS NULL OR occurred_at < ?)
ORDER BY global_position LIMIT ?
