-- The ids of a month's events between two positions; its control events, which stay, are left out.
SELECT i.event_id::text AS event_id, i.global_position
FROM ledger.event_identity i
WHERE i.global_position > ? AND i.global_position <= ? AND i.occurred_at >= ? AND i.occurred_at < ?
  AND NOT EXISTS (
    SELECT FROM ledger.event e
    WHERE e.global_position = i.global_position AND e.occurred_at = i.occurred_at
      AND e.session_id = 'ledger:control' AND e.stream = 'ledger:control'
      AND e.event_type ~ '^(audit|privacy|retention)\.')
ORDER BY i.global_position LIMIT ?
