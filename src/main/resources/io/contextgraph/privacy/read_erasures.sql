-- The events privacy.erased of a ledger after a position, up to another one. The array and the order by session_id
-- make the plan use the index of the session, in which there are few events.
SELECT
  global_position,
  event_id,
  occurred_at,
  payload -> 'actor' ->> 'database_role' AS database_role,
  payload -> 'actor' ->> 'os_user' AS os_user,
  payload -> 'actor' ->> 'host' AS host,
  payload ->> 'reason' AS reason,
  payload -> 'parameters' ->> 'subject' AS subject,
  payload -> 'result' ->> 'kek_id' AS kek_id
FROM ledger.event
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type = 'privacy.erased'
  AND global_position > ?
  AND global_position <= ?
ORDER BY session_id, global_position
LIMIT ?
