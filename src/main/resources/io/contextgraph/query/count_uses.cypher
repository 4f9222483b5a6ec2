// How many uses of tools tools.cypher counts.
MATCH (:Agent {agent_id: $agent_id})<-[:PERFORMED_BY]-(e:Event)-[:USED]->(:Tool)
WHERE e.occurred_at >= datetime($from)
WITH e LIMIT $events
RETURN count(*) AS counted
