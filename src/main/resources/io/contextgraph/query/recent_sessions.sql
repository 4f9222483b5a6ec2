-- The sessions of the newest events of a time range, by their newest event. Before them, in every row:
-- how many events were read, when the oldest of these occurred, and whether all of them occurred then;
-- one row says so if no session is found. The events are read backwards by occurred_at, whatever the
-- ledger's size.
WITH newest AS MATERIALIZED (
  SELECT session_id, agent_id, occurred_at, status
  FROM ledger.event
  WHERE occurred_at >= ? AND occurred_at < ?
  ORDER BY occurred_at DESC LIMIT ?
), session AS (
  SELECT session_id,
    array_agg(DISTINCT agent_id) AS agents,
    min(occurred_at) AS first_at,
    max(occurred_at) AS last_at,
    count(*) AS events,
    count(*) FILTER (WHERE status IN ('failed', 'timeout')) AS failures
  FROM newest
  GROUP BY session_id
  HAVING (?::text IS NULL OR bool_or(agent_id = ?))
    AND (NOT ? OR bool_or(status IN ('failed', 'timeout')))
  ORDER BY max(occurred_at) DESC, session_id LIMIT ?
)
SELECT r.events_read, r.read_since, r.at_one_time, s.session_id, s.agents, s.first_at, s.last_at, s.events,
  s.failures
FROM (
  SELECT count(*) AS events_read, min(occurred_at) AS read_since,
    min(occurred_at) = max(occurred_at) AS at_one_time
  FROM newest
) r
LEFT JOIN session s ON true
ORDER BY s.last_at DESC, s.session_id
