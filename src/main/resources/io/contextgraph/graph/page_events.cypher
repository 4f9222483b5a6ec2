MATCH (e:Event)
WHERE e.event_id > $after
RETURN e.event_id AS event_id, e.session_id AS session_id, e:Missing AS missing,
  EXISTS { (e)<-[:CAUSED_BY]-() } AS named
ORDER BY e.event_id LIMIT $limit
