// What happened in each of two sessions, by event type and tool. Counts the first $events events of
// each.
UNWIND [{side: 1, id: $session_id}, {side: 2, id: $other_session_id}] AS session
CALL (session) {
  MATCH (e:Event)
  WHERE e.session_id = session.id AND e.occurred_at IS NOT NULL AND e.global_position IS NOT NULL
  RETURN e ORDER BY e.session_id, e.occurred_at, e.global_position LIMIT $events
}
WITH e.event_type AS event_type, e.tool_name AS tool_name, session.side AS side,
  e.status IN ['failed', 'timeout'] AS failed,
  duration.inSeconds(e.occurred_at, e.ended_at).milliseconds AS took_ms
RETURN event_type, tool_name,
  count(CASE WHEN side = 1 THEN 1 END) AS first, count(CASE WHEN side = 2 THEN 1 END) AS second,
  count(CASE WHEN side = 1 AND failed THEN 1 END) AS first_failed,
  count(CASE WHEN side = 2 AND failed THEN 1 END) AS second_failed,
  CASE WHEN count(CASE WHEN side = 1 THEN took_ms END) > 0
    THEN sum(CASE WHEN side = 1 THEN took_ms END) END AS first_ms,
  CASE WHEN count(CASE WHEN side = 2 THEN took_ms END) > 0
    THEN sum(CASE WHEN side = 2 THEN took_ms END) END AS second_ms
ORDER BY event_type, tool_name LIMIT $limit
