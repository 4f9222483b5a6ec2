// Which tools an agent used since a time, how often, and how often they failed or timed out. Counts
// at most $events events.
MATCH (:Agent {agent_id: $agent_id})<-[:PERFORMED_BY]-(e:Event)-[:USED]->(t:Tool)
WHERE e.occurred_at >= datetime($from)
WITH e, t LIMIT $events
RETURN t.name AS tool_name, count(*) AS uses,
  count(CASE WHEN e.status = 'failed' THEN 1 END) AS failed,
  count(CASE WHEN e.status = 'timeout' THEN 1 END) AS timed_out,
  round(avg(duration.inSeconds(e.occurred_at, e.ended_at).milliseconds)) AS mean_ms,
  max(e.occurred_at) AS last_used_at
ORDER BY uses DESC, tool_name LIMIT $limit
