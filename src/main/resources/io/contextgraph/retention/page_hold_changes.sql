-- The control events after a position that begin or end holds. The array and the order by session_id keep
-- the plan from reading a partition by position and comparing every row.
SELECT
  global_position,
  recorded_at,
  event_type,
  payload -> 'parameters' ->> 'subject' AS subject,
  payload -> 'parameters' ->> 'session' AS session,
  payload -> 'parameters' ->> 'agent' AS agent,
  (payload -> 'parameters' ->> 'hold')::bigint AS hold,
  coalesce(payload -> 'actor' ->> 'os_user', '') AS os_user,
  coalesce(payload ->> 'reason', '') AS reason
FROM ledger.event
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type IN (?, ?)
  AND global_position > ?
ORDER BY session_id, global_position LIMIT ?
